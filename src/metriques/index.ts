/**
 * Figures of this process for whoever watches it, in the text format of Prometheus, on a port of their own that the public does not reach. No personal data: routes,
 * states and names of jobs.
 */
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

export { mesurerFile, mesurerPool } from './base.ts'
export { type MesureHttp, mesurerHttp } from './http.ts'
export { compterRequetes, noterRequete } from './requetes.ts'

/** Event loop, memory and CPU of the process, its version, and the disk of its data folder; each figure says whose guichet. */
export function ouvrirRegistre({ version, dossier, guichet }: { version: string; dossier: string; guichet: string }): Registry {
  const registre = new Registry()
  registre.setDefaultLabels({ guichet })
  const registers = [registre]
  collectDefaultMetrics({ register: registre })
  new Gauge({ name: 'guichet_version', help: 'Version du programme', labelNames: ['version'], registers }).set({ version }, 1)
  new Gauge({
    name: 'guichet_disque_octets',
    help: 'Disque du dossier de données',
    labelNames: ['etat'],
    registers,
    async collect() {
      const d = await statfs(dossier)
      this.set({ etat: 'libres' }, d.bavail * d.bsize)
      this.set({ etat: 'total' }, d.blocks * d.bsize)
    },
  })
  return registre
}

type Reglages = { port: number; hote: string; registre: Registry; baseRepond: () => Promise<boolean> }

/** `/metrics`, and `/sante` for a process that serves no page. Resolves once it listens; rejects when the port is taken. */
export async function servirMetriques({ port, hote, registre, baseRepond }: Reglages) {
  new Gauge({
    name: 'guichet_base_repond',
    help: '1 quand PostgreSQL répond à ce processus, 0 sinon',
    registers: [registre],
    async collect() {
      this.set((await baseRepond()) ? 1 : 0)
    },
  })
  const server = createServer(async (req, res) => {
    if (req.url === '/metrics') res.setHeader('content-type', registre.contentType).end(await registre.metrics())
    else if (req.url === '/sante') {
      const ok = await baseRepond()
      res.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ statut: ok ? 'ok' : 'indisponible' }))
    } else res.writeHead(404).end()
  })
  await new Promise<void>((fait, non) => server.once('error', non).listen(port, hote, fait))
  return {
    port: (server.address() as { port: number }).port,
    fermer: () =>
      new Promise<void>(fini => {
        server.close(() => fini())
        server.closeAllConnections()
      }),
  }
}
