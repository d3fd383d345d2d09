/** What one check of the doctor found. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** One thing to do, when it failed. */
  readonly fix?: string;
}

export const fine = (name: string, detail: string): Finding => ({ name, ok: true, detail });
export const faulty = (name: string, detail: string, fix: string): Finding => ({ name, ok: false, detail, fix });

/** A check that cannot even be made has failed. */
export async function checking(name: string, fix: string, work: () => Promise<Finding> | Finding): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    return faulty(name, error instanceof Error ? error.message : 'it could not be checked', fix);
  }
}
