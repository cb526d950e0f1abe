import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { confier, PHRASE_TRAVAIL, type RefusTravail } from '../../atelier/index.ts'
import { type Ctx, ctxActeur } from '../../http.ts'
import type { Result } from '../../lib/result.ts'
import type { Chemin } from '../formes/index.ts'
import type { RegleDite } from './motifs/regles-dites.ts'
import { type Section, sectionDe } from './sections.table.ts'
import { commeOnTape } from './valeurs.ts'

/** What the checker says of a draft, where it stands and in which section that is. */
export type RemarqueSituee = {
  niveau: 'erreur' | 'avertissement'
  fait: string
  consequence: string
  remede?: string
  ligne: number
  chemin: Chemin
  section: Section | undefined
}
/** `brut`: the draft as data, missing when its text is not YAML; `regles`: its rules as sentences, and those of its second stage. `panne`: why the checker said nothing, in a sentence. */
export type Lu = { brut?: unknown; regles: RegleDite[]; reglesDuSecond: RegleDite[]; remarques: RemarqueSituee[]; panne?: string }

/** A text is read and checked once: it is shown on every page of its draft. Its own hash, and what it is checked against, name it. */
const lus = new Map<string, Lu & { poids: number }>()
/** Characters of the texts that are kept read: two of the largest, or some thirty of those that people write. */
const LUS_MAX = 1_200_000

/** What is being read: pages of one text that are asked together wait for one reading. */
const enLecture = new Map<string, Promise<Lu>>()
/** A page that saves as one types asks more than a person's share for a moment: it waits, rather than say that the text cannot be read. */
const ATTENTES_MS = [200, 400, 800, 1600]
async function patiemment<T>(faire: () => Promise<Result<T, RefusTravail>>): Promise<Result<T, RefusTravail>> {
  for (const ms of ATTENTES_MS) {
    const r = await faire()
    if (r.ok || r.error !== 'occupe') return r
    await sleep(ms)
  }
  return faire()
}

/** A draft as data, and all that the checker says of it: done in a thread, in the asker's turn. */
export async function lire(c: Ctx, source: string): Promise<Lu> {
  const { territoire } = c.var.deps.config.guichet
  // the checker compares days, not seconds
  const jour = c.var.ctx.instant.toISOString().slice(0, 13)
  const cle = createHash('sha256')
    .update(JSON.stringify([jour, territoire, source]))
    .digest('hex')
  const connu = lus.get(cle)
  if (connu) return connu
  const deja = enLecture.get(cle)
  if (deja) return deja
  const lecture = lireUneFois(c, source, cle).finally(() => enLecture.delete(cle))
  enLecture.set(cle, lecture)
  return lecture
}

async function lireUneFois(c: Ctx, source: string, cle: string): Promise<Lu> {
  const { territoire } = c.var.deps.config.guichet
  const { compteId: pour } = ctxActeur(c).acteur
  const situation = { territoire, instant: c.var.ctx.instant }
  const verifie = await patiemment(() => confier('verifierAppel', { source, fichier: 'appel.yml', situation }, { pour }))
  const points = verifie.ok ? verifie.value : []
  const places = points.map(({ ligne, colonne }) => ({ ligne, colonne }))
  const situes = await patiemment(() => confier('lireBrouillon', { source, places }, { pour }))
  if (!verifie.ok || !situes.ok) {
    const panne = [verifie, situes].flatMap(r => (r.ok ? [] : [`${PHRASE_TRAVAIL[r.error]}.`]))[0]!
    return { ...(situes.ok ? situes.value : { regles: [], reglesDuSecond: [] }), remarques: [], panne }
  }
  const remarques = points.map(({ niveau, fait, consequence, remede, ligne }, i): RemarqueSituee => {
    const chemin = situes.value.lieux[i]!
    return { niveau, fait: commeOnTape(fait), consequence, ...(remede ? { remede } : {}), ligne, chemin, section: sectionDe(chemin) }
  })
  const lu = { ...situes.value, remarques, poids: source.length }
  lus.set(cle, lu)
  let poids = [...lus.values()].reduce((t, l) => t + l.poids, 0)
  for (const [ancienne, l] of lus) {
    if (poids <= LUS_MAX || ancienne === cle) break
    lus.delete(ancienne)
    poids -= l.poids
  }
  return lu
}
