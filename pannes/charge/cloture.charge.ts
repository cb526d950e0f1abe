import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ecrireResultats, machine } from '../../bench/resultats.ts'
import { formatHeure, instantDeParis } from '../../src/lib/dates.ts'
import type { Programme } from '../../src/test/programme.ts'
import { publier } from '../../src/test/vico.ts'
import { jusqua, type Machine, ouvrirMachine, vivant } from '../guichet.ts'
import { Acquis, journal, malContes, manque } from '../porteurs.ts'
import { ouvrirSmtp } from '../smtp.ts'
import { inventerPorteurs, type PorteurInvente } from './porteurs-inventes.ts'
import { jouerSoiree, type Trait } from './soiree.ts'

/** The call of 2021 closes with the whole second of 23:59:59. */
const CLOTURE = instantDeParis('2021-09-17T23:59:59')
const FIN = CLOTURE.getTime() + 1000
const PORTEURS = Number(process.env.CHARGE_PORTEURS ?? 2000)
const DUREE_MS = Number(process.env.CHARGE_SECONDES ?? 180) * 1000
const APRES_MS = 10_000
const ENREGISTREMENTS = 3

let m: Machine
let smtp: Awaited<ReturnType<typeof ouvrirSmtp>>
let porteurs: PorteurInvente[]
beforeAll(async () => {
  smtp = await ouvrirSmtp()
  m = await ouvrirMachine()
  await publier(m.w)
  porteurs = await inventerPorteurs(m.w, PORTEURS)
})
afterAll(async () => {
  await m?.fermer()
  await smtp?.fermer()
})

const memoireMo = ({ processus }: Programme) =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${processus.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
const centile = (xs: number[], p: number) =>
  Math.round(xs.toSorted((a, b) => a - b)[Math.min(xs.length - 1, Math.floor(xs.length * p))] ?? 0)
const phrase = (t: Trait | undefined) =>
  /<main[^>]*>([\s\S]*?)<\/main>/
    .exec(t?.reponse?.texte ?? '')?.[1]
    ?.replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)

// Seen to fail (50 porteurs, 60 s): with a closing that comes 30 s late (`finExclue`), nobody is refused; with one saving in ten said and not written
// (`enregistrerAuFil`), four texts are missing.
it('un soir de clôture : tout ce qui a été dit enregistré ou déposé est là, et rien de ce qui est arrivé après la clôture', async () => {
  const depart = machine()
  const env = {
    PROXY_DE_CONFIANCE: '127.0.0.1',
    NODE_OPTIONS: `--import=${process.cwd()}/pannes/horloge-decalee.mjs --max-semi-space-size=24 --max-old-space-size=512`,
  }
  const sites = [await m.demarrer({ travaux: false, env }), await m.demarrer({ travaux: false, env })]
  const taches = await m.demarrer({ env: { ...env, ...smtp.env } })
  const acquis = new Acquis()
  const debut = new Date(FIN - DUREE_MS)
  const decalage = debut.getTime() - Date.now()
  m.reglerDe(decalage)
  const t0 = performance.now()
  const traits = await jouerSoiree(
    {
      sites: sites.map(p => p.url),
      porteurs,
      dureeMs: DUREE_MS,
      apresMs: APRES_MS,
      enregistrements: ENREGISTREMENTS,
      maintenant: () => Date.now() + decalage,
    },
    acquis,
  )
  const secondes = (performance.now() - t0) / 1000
  const memoires = [...sites, taches].map(memoireMo)
  await jusqua(
    'tous les courriels partis',
    async () => (await m.w.owner.query('select from courriel where envoye_le is null')).rowCount === 0,
    300,
  )
  const courrielsS = (performance.now() - t0) / 1000 - secondes

  const depots = traits.filter(t => t.genre === 'déposer')
  const acceptes = depots.filter(t => acquis.deposes.has(t.dossier))
  const refuses = depots.filter(t => t.reponse?.statut === 422)
  const partisAvant = refuses.filter(t => t.partie < FIN)
  const lignes = [
    `${PORTEURS} porteurs, ${DUREE_MS / 1000} s avant la clôture (${formatHeure(debut)}) et ${APRES_MS / 1000} s après, deux processus web, un de tâches, un PostgreSQL (réglages d’origine, écritures attendues), le tout et ceux qui demandent sur cette machine ; le mandataire est joué par celui qui demande.`,
    '',
    '| requête | nombre | par seconde | médiane | p95 | p99 | au plus |',
    '|---|---|---|---|---|---|---|',
    ...(['enregistrer', 'page', 'déposer'] as const).map(g => {
      const ms = traits.filter(t => t.genre === g).map(t => t.ms)
      return `| ${g} | ${ms.length} | ${(ms.length / secondes).toFixed(1)} | ${centile(ms, 0.5)} ms | ${centile(ms, 0.95)} ms | ${centile(ms, 0.99)} ms | ${centile(ms, 1)} ms |`
    }),
    '',
    `Réponses : ${[...acquis.statuts].map(([k, n]) => `${k} ×${n}`).join(', ')}.`,
    `Dernière minute : ${depots.filter(t => t.partie >= FIN - 60_000 && t.partie < FIN).length} dépôts, p95 ${centile(
      depots.filter(t => t.partie >= FIN - 60_000 && t.partie < FIN).map(t => t.ms),
      0.95,
    )} ms.`,
    `Déposés : ${acceptes.length} ; refusés après la clôture : ${refuses.length}, dont ${partisAvant.length} partis avant et arrivés après${partisAvant.length ? ` (au plus tôt ${Math.round(FIN - Math.min(...partisAvant.map(t => t.partie)))} ms avant)` : ''}.`,
    `Ce que lit un porteur en retard : « ${phrase(refuses.find(t => t.partie >= FIN)) ?? '—'}… »`,
    `Mémoire au plus haut : ${memoires.slice(0, 2).join(' et ')} Mo (web), ${memoires[2]} Mo (tâches). Courriels (accusés et rappels) : ${smtp.recus.length}, le dernier ${Math.round(courrielsS)} s après la dernière réponse.`,
  ]
  console.log(lignes.join('\n'))
  if (process.env.CHARGE_ECRIRE) ecrireResultats('cloture', { ...depart, lignes })

  // an evening when nobody files, or when nobody is late, shows nothing
  expect([acceptes.length > 0, refuses.length > 0]).toEqual([true, true])
  expect([...sites, taches].every(vivant)).toBe(true)
  expect(await manque(m.w, acquis)).toEqual([])
  expect(await malContes(m.w, acquis)).toBe(0)
  expect(await journal(m.w)).toBe('intact')
  const { rows } = await m.w.owner.query<{ n: number; tard: number; partis: number }>(
    `select count(*)::int as n, count(*) filter (where recu_le >= $1)::int as tard, (select count(*)::int from courriel) as partis
       from depot p where p.dossier_id = any($2)`,
    [new Date(FIN), porteurs.map(p => p.dossier)],
  )
  const [{ n, tard, partis } = { n: 0, tard: 0, partis: 0 }] = rows
  expect(tard).toBe(0)
  expect(acceptes.filter(t => t.partie >= FIN)).toEqual([])
  // whoever got no answer may have filed: never more than those
  const sansReponse = depots.filter(t => !t.reponse).length
  expect([n >= acceptes.length, n <= acceptes.length + sansReponse]).toEqual([true, true])
  expect(depots.filter(t => t.partie >= FIN && t.reponse).every(t => t.reponse?.statut === 422)).toBe(true)
  expect([smtp.recus.length, new Set(smtp.recus.map(r => r.messageId)).size]).toEqual([partis, partis])
})
