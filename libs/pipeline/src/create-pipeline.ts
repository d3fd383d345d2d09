import { dataSource, directory, openPool, orderReplay, secretBox } from '@whereabouts/store';
import { sealer } from './audit/sealer';
import { bell } from './feed/bell';
import { incidentDesk } from './incidents/incident-desk';
import { feedReader } from './feed/feed-reader';
import { shipmentFeedReader } from './feed/shipment-feed-reader';
import { inlineNormalizer, workerNormalizer, type Normalizer } from './normalize/normalizer';
import type { LoadedPlugin, Pipeline, PipelineNeeds } from './pipeline';
import { openJobs } from './jobs/jobs';
import { messenger } from './messages/messenger';
import { replySources } from './messages/reply-sources';
import { sendersNow } from './messages/senders';
import { hostFetch } from './pull/host-fetch';
import { newsForSchedules } from './pull/news-for-schedules';
import { pullSources } from './pull/pull-sources';
import { puller } from './pull/puller';
import { receiver } from './receive/receive';
import { policies } from './policies/policies';
import { policyDesk } from './policies/policy-desk';
import { policySweeper } from './policies/sweep';
import { rebuild } from './replay/rebuild';
import { remap } from './replay/remap';
import { replayDeadLetters } from './replay/dead-letters';
import { manualPlugin } from './sources/manual-plugin';
import { sourceDirectory } from './sources/source-directory';
import { timers } from './timers/timers';
import { commandCase, commandCases } from './work/commands';
import { matchCorrector, topicCorrector } from './work/correct-tickets';
import { handOver } from './work/hand-over';
import { inputLoop } from './work/input-loop';
import { openCase } from './work/open-case';
import { inputProcessor } from './work/process-inputs';
import { recordShipEvidence } from './work/record-evidence';
import { trackShipment } from './work/track-shipment';
import { trafficTally } from './work/traffic-tally';

/** The manual plugin has no package of its own: it is always read on the event loop. */
const withManual = (normalizer: Normalizer): Normalizer => {
  const inline = inlineNormalizer();
  return {
    normalize: (plugin, inputs, settings) =>
      (plugin.plugin === manualPlugin ? inline : normalizer).normalize(plugin, inputs, settings),
    close: () => normalizer.close(),
  };
};

/** Puts the parts together. Nothing works until `start`. */
export async function createPipeline(needs: PipelineNeeds): Promise<Pipeline> {
  const { databaseUrl, clock, log, meter, roles = ['apply', 'timers'] } = needs;
  const onError = (error: Error): void => log.warn({ error: error.message }, 'an idle database connection was lost');
  const pool = openPool({
    url: databaseUrl,
    max: 12,
    applicationName: 'whereabouts-pipeline',
    probesOnly: true,
    onError,
  });
  const data = await dataSource(databaseUrl).initialize();
  const plugins = new Map<string, LoadedPlugin>(needs.plugins).set(manualPlugin.id, {
    from: 'built in',
    plugin: manualPlugin,
  });
  const sources = sourceDirectory({ directory: directory(data, secretBox(needs.secretKey)), plugins, clock, log });
  const onThreadLost = (error: Error): void =>
    log.warn({ error: error.message }, 'a thread that ran a plugin died, another takes its place');
  const normalizer = withManual(
    needs.workerFile ? workerNormalizer(needs.workerFile, needs.workers ?? 1, onThreadLost) : inlineNormalizer(),
  );

  const rules = policies({ pool, clock, log });
  const { policyOf } = rules;
  await rules.refresh();

  const feed = feedReader({ pool, log, meter });
  const shipmentFeed = shipmentFeedReader({ pool, log, meter });
  const onRing = (): void => {
    feed.wake();
    shipmentFeed.wake();
  };
  const wake = bell({ url: databaseUrl, pool, log, onRing });
  const onCommitted = wake.ring;
  const tally = trafficTally({ pool, clock, log });
  const pulls = pullSources({ sources, secretKey: needs.secretKey, clock });
  const processor = inputProcessor({
    pool,
    sources,
    plugins,
    normalizer,
    policyOf,
    clock,
    log,
    meter,
    onCommitted,
    onApplied: (inputs) => {
      tally.add(inputs);
      shipmentFeed.wake();
    },
    schedules: newsForSchedules(pulls, needs.pull?.random ?? Math.random),
  });
  const loop = inputLoop({ pool, processor, log });
  const clocks = timers({ pool, policyOf, clock, log, meter, onCommitted });
  const sweeper = policySweeper({ pool, policies: rules, clock, log, meter, onCommitted });
  const seals = sealer({ pool, clock, log });
  const intake = receiver({
    pool,
    sources,
    clock,
    log,
    meter,
    onStored: loop.offer,
    onPushed: tally.pushed,
    overloaded: loop.isFull,
  });
  const { random = Math.random, superviseSeconds, allowPrivateHosts = false } = needs.pull ?? {};
  const replies = replySources({ sources, secretKey: needs.secretKey, clock });
  const mailer = needs.mailer ?? null;
  const callsOut = roles.includes('pull') || roles.includes('send');
  const jobs = callsOut ? openJobs({ databaseUrl, log, superviseSeconds }) : null;
  const host = hostFetch({ allowPrivateHosts });
  const asking =
    jobs && roles.includes('pull')
      ? puller({ jobs, host, pool, pulls, clock, log, meter, deposit: intake.deposit, options: needs.pull })
      : null;
  const sending =
    jobs && roles.includes('send')
      ? messenger({ jobs, host, pool, replies, mailer, policyOf, clock, log, meter, random, onCommitted })
      : null;

  const commands = { pool, policyOf, clock, meter, onCommitted, senders: sendersNow(replies, mailer) };
  return {
    receive: intake.receive,
    deposit: intake.deposit,
    settled: async () => {
      await intake.drained();
      await loop.settled();
    },
    askDue: () => asking?.askDue() ?? Promise.resolve(0),
    sendDue: () => sending?.sendDue() ?? Promise.resolve(0),
    trackShipment: trackShipment({ pool, sources, processor, clock }),
    correctTopic: topicCorrector({ pool, policyOf, clock, meter, onCommitted }),
    matchTicket: matchCorrector({ pool, policyOf, clock, meter, onCommitted }),
    commandCase: commandCase(commands),
    commandCases: commandCases(commands),
    incidents: incidentDesk(commands),
    openCase: openCase(commands),
    handOver: handOver(commands),
    recordShipEvidence: recordShipEvidence({ pool, policyOf, clock, onCommitted }),
    async replay(scope) {
      const inputs = await orderReplay(pool, scope);
      loop.nudge();
      return { inputs };
    },
    replayDeadLetters: (order) => replayDeadLetters(pool, processor, order),
    rebuild: (progress) => rebuild({ pool, processor, policyOf, clock }, progress),
    remap: (order, progress) =>
      remap({ pool, sources, plugins, normalizer, policyOf, clock, meter, onCommitted }, order, progress),
    policies: policyDesk({
      pool,
      policies: rules,
      clock,
      replaying: { pool, databaseUrl, workerFile: needs.whatIfFile },
    }),
    policyOf,
    feed,
    shipmentFeed,
    sources,
    async start() {
      await feed.start();
      shipmentFeed.start();
      await wake.start();
      rules.start();
      tally.start();
      if (roles.includes('apply')) await loop.start();
      if (roles.includes('timers')) {
        clocks.start();
        sweeper.start();
        seals.start();
      }
      jobs?.start();
      asking?.start();
      sending?.start();
    },
    async stop() {
      await Promise.all([asking?.stop(), sending?.stop()]);
      await jobs?.stop();
      mailer?.close();
      host.close();
      await intake.drained();
      await Promise.all([loop.stop(), clocks.stop(), sweeper.stop(), seals.stop(), rules.stop()]);
      await tally.stop();
      await wake.stop();
      await Promise.all([feed.stop(), shipmentFeed.stop()]);
      await normalizer.close();
      await data.destroy();
      await pool.end();
    },
  };
}
