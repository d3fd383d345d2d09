// Loaded before the program of a child: answers what it holds.
process.on('message', ({ id, memory }: { id: number; memory?: boolean }) => {
  if (!memory) return;
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send!({ id, reply: { rss, heap: heapUsed + external } });
});
// What a server is busy with keeps it running; this alone does not.
process.channel?.unref();
