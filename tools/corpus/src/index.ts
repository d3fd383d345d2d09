export { runCorpus, type CorpusResult, type SourceResult } from './run-corpus';
