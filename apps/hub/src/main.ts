import { runHub } from './cli/program';

process.exitCode = await runHub(process.argv);
