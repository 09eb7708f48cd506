import { json, type ReceivedRequest, type Reply } from '../http/reply.ts';
import type { World } from '../world/world.ts';
import { airspaceRoutes } from './airspace.ts';
import { get, getOrPost, legacyData, legacyError, type Routes, v2Error } from './answers.ts';
import { backupRoutes } from './backups.ts';
import { clientHistoryRoutes } from './client-history.ts';
import { clientRows } from './clients.ts';
import { dashboardRoutes } from './dashboard.ts';
import { deviceRows } from './devices.ts';
import { filteringRoutes } from './filtering.ts';
import type { Generation } from './generation.ts';
import { healthRows } from './health.ts';
import { legacyInternetRoutes, lineQualityRoutes, lineRoleRoutes } from './internet.ts';
import { legacyEventRoutes } from './legacy/events.ts';
import { ipsEventRoutes } from './legacy/ips-events.ts';
import { settingRoutes } from './settings.ts';
import { type DemoSite, siteRows, systemRows } from './system.ts';
import { systemLogRoutes } from './system-log.ts';
import { trafficFlowRoutes } from './traffic-flows.ts';
import { usageRoutes } from './usage.ts';
import { warningRoutes } from './warnings.ts';

const legacyRoutes = (world: World, generation: Generation): Routes => ({
  'stat/sysinfo': get(() => legacyData(systemRows(world, generation))),
  'stat/health': get(() => legacyData(healthRows(world))),
  'stat/device': getOrPost(() => legacyData(deviceRows(world, generation))),
  'stat/sta': getOrPost(() => legacyData(clientRows(world))),
  self: get(() => legacyData([{ name: 'report', is_super: false }])),
  ...settingRoutes,
  ...legacyInternetRoutes(world),
  ...legacyEventRoutes(world, generation),
  ...ipsEventRoutes(world, generation),
  ...airspaceRoutes(world),
  ...backupRoutes(world),
  ...usageRoutes(world),
});

const v2Routes = (world: World, generation: Generation): Routes => ({
  ...systemLogRoutes(world, generation),
  ...(generation.trafficFlows && trafficFlowRoutes(world)),
  ...(generation.lineQuality && lineQualityRoutes(world)),
  ...(generation.lineRoles && lineRoleRoutes),
  ...dashboardRoutes(world, generation),
  ...filteringRoutes(generation),
  ...clientHistoryRoutes(world),
  ...warningRoutes,
});

/** Own properties only: a path such as `constructor` is as unknown as any other. */
const routeOf = (routes: Routes, name: string) => (Object.hasOwn(routes, name) ? routes[name] : undefined);

/** On 10.x the alarm list is gone with another code than the rest (UniFi API reference §5.1). */
const missingLegacy = (path: string): Reply =>
  path === 'list/alarm' ? legacyError(400, 'api.err.InvalidObject') : legacyError(404, 'api.err.NotFound');

/** Answers a data request by its path below the prefix; who may ask has been settled before. */
export const createRouter = (
  world: World,
  generation: Generation,
  sites: readonly DemoSite[],
): ((request: ReceivedRequest, path: string) => Reply) => {
  const legacy = legacyRoutes(world, generation);
  const v2 = v2Routes(world, generation);
  const isSite = (name: string | undefined): boolean => sites.some((site) => site.name === name);

  const answerLegacy = (request: ReceivedRequest, site: string | undefined, path: string): Reply => {
    if (!isSite(site)) return legacyError(400, 'api.err.NoSiteContext');
    const route = routeOf(legacy, path);
    if (!route) return missingLegacy(path);
    return route.methods.includes(request.method)
      ? route.answer(request)
      : legacyError(405, 'api.err.InvalidMethod');
  };

  const answerV2 = (request: ReceivedRequest, site: string | undefined, path: string): Reply => {
    const route = isSite(site) ? routeOf(v2, path) : undefined;
    if (!route) return v2Error(404, 'Not Found');
    return route.methods.includes(request.method)
      ? route.answer(request)
      : v2Error(405, 'Method Not Allowed');
  };

  return (request, path) => {
    if (path === '/api/self/sites') return legacyData(siteRows(sites));
    const inLegacy = /^\/api\/s\/([^/]+)\/(.+)$/.exec(path);
    if (inLegacy) return answerLegacy(request, inLegacy[1], inLegacy[2] ?? '');
    const inV2 = /^\/v2\/api\/site\/([^/]+)\/(.+)$/.exec(path);
    if (inV2) return answerV2(request, inV2[1], inV2[2] ?? '');
    return json(404, { meta: { rc: 'error', msg: 'api.err.NotFound' }, data: [] });
  };
};
