import { readdirSync, readFileSync } from 'node:fs';
import { plugin } from './plugin';
import { rawInput } from '@whereabouts/plugin-testkit';
it('x', () => {
  const out: string[] = [];
  for (const dir of ['plugins/ups/fixtures'])
    for (const f of readdirSync(dir).filter((f) => !f.endsWith('expected.json'))) {
      const n = plugin.normalize(rawInput(readFileSync(`${dir}/${f}`)));
      out.push(`== ${f}`);
      for (const m of n.milestones) out.push(`  ${m.code} ${m.reasons} ${m.sourceCode}/${m.sourceSubCode} ${m.occurredLocal} ${m.occurredAt} ${m.timeCertainty} ${m.deliveredTo ?? ''} ${m.attemptNumber ?? ''} ${m.direction} ${JSON.stringify(m.place)} ${m.sourceText} ${m.leg ?? ''}`);
      for (const s of n.shipments) out.push('  S ' + JSON.stringify(s));
      for (const i of n.issues) out.push('  I ' + JSON.stringify(i));
    }
  console.log(out.join('\n'));
});
