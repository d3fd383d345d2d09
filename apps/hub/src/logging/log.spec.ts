import { openLog } from './log';

const CANARIES = ['Mildred Canary', 'mildred@canary.test', '1Z999AA10123456784', '+15550100199'];

function written(work: (log: ReturnType<typeof openLog>) => void): string {
  const lines: string[] = [];
  work(openLog('debug', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('the log', () => {
  it('writes one JSON object a line, with time, level, facts and message', () => {
    const line = JSON.parse(written((log) => log.info({ inputId: 'inp_1', count: 3 }, 'stored'))) as object;
    expect(line).toMatchObject({ level: 'info', inputId: 'inp_1', count: 3, msg: 'stored' });
    expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/));
  });

  it.each([
    ['a JSON fault, which quotes the text', thrownBy(() => JSON.parse(`${CANARIES[0]} ${CANARIES[1]}`))],
    ['a database fault, which quotes the value', new Error(`invalid input syntax for type uuid: "${CANARIES[0]}"`)],
    [
      'a unique violation, which shows the key in its detail',
      Object.assign(new Error('duplicate key value violates unique constraint "app_user_email"'), {
        code: '23505',
        detail: `Key (email)=(${CANARIES[1]}) already exists.`,
        parameters: [...CANARIES],
        query: `select '${CANARIES[0]}'`,
      }),
    ],
    ['a free text with an address and numbers in it', new Error(`cannot write to ${CANARIES[1]} or 15550100199`)],
    ['a fault with a cause', new Error('failed', { cause: new Error(`'${CANARIES[0]}'`) })],
    ['something that is no error', { customer: CANARIES[0] }],
  ])('keeps personal data out of %s', (_, error) => {
    const text = written((log) => log.error({ error }, 'failed'));
    for (const canary of [...CANARIES, '15550100199', 'Mildred']) expect(text).not.toContain(canary);
  });

  it('keeps the code, the constraint and the frames of a fault', () => {
    const error = Object.assign(new Error('x'), { code: '23505', constraint: 'app_user_email' });
    const { error: logged } = JSON.parse(written((log) => log.error({ error }, 'failed'))) as {
      error: { code: string; constraint: string; stack: string };
    };
    expect(logged).toMatchObject({ code: '23505', constraint: 'app_user_email' });
    expect(logged.stack).toMatch(/^at /);
  });

  it('masks what must never be logged, even when handed over', () => {
    const facts = {
      headers: { a: CANARIES[0] },
      request: { body: CANARIES[0], email: CANARIES[1] },
      token: CANARIES[0],
    };
    const text = written((log) => log.info(facts, 'x'));
    for (const canary of CANARIES) expect(text).not.toContain(canary);
  });
});
