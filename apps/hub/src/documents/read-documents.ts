import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegisteredDocument } from '@whereabouts/api';
import { readManifest } from './manifest';

/**
 * Reads manifests: files, and all .json files of folders.
 * @throws Error that names the path, and what to do.
 */
export async function readRegisteredDocuments(paths: readonly string[]): Promise<RegisteredDocument[]> {
  const documents: RegisteredDocument[] = [];
  for (const path of paths) for (const file of await filesAt(path)) documents.push(...(await manifestAt(file)));
  return documents;
}

async function manifestAt(file: string): Promise<RegisteredDocument[]> {
  return readManifest(await readFile(file, 'utf8'), `HUB_TRUSTED_DOCUMENTS: ${file}`);
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Error(`HUB_TRUSTED_DOCUMENTS names ${path}, which is not there.`);
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => join(path, name));
}
