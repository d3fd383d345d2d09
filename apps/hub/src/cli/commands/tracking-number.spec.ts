import { runHub } from '../program';

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    isTty: false,
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  };
  const code = await runHub(['node', 'hub', 'tracking-number', ...args], terminal);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('hub tracking-number', () => {
  it('says whose number it is, by its shape and its check digit', async () => {
    const { code, out } = await run('1Z 5R8 939 03 5756 7127');
    expect(code).toBe(0);
    expect(out).toMatch(/certain +ups +valid +UPS United States Ground/);
    expect(out).toContain('taken for one of UPS');
  });

  it('names nobody where several carriers number alike', async () => {
    const { code, out } = await run('986578788855');
    expect(code).toBe(0);
    expect(out).toMatch(/fedex +valid/);
    expect(out).toContain('stays without one');
  });

  it('says that the hub knows no such carrier', async () => {
    expect((await run('RB123456785LU')).out).toContain('the hub knows no carrier post');
  });

  it('gives JSON', async () => {
    expect(JSON.parse((await run('TBA000000000000', '--json')).out)).toMatchObject({
      carrierOfUnnamedParcels: 'amazon',
      candidates: [{ carrier: 'amazon', checkDigit: 'none', isDistinct: true, certainty: 'likely' }],
    });
  });

  it('fails for what is no number, and asks for one', async () => {
    expect(await run('hello')).toMatchObject({ code: 1 });
    expect(await run()).toMatchObject({ code: 2 });
  });
});
