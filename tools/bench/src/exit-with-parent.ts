// Loaded before the program of a child: it ends with the bench that started it, however that ended.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// What a server is busy with keeps it running; this alone does not.
process.channel?.unref();
