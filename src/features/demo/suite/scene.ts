import { type Acteur, type Contexte, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Deps } from '../../../http.ts'
import type { Result } from '../../../lib/result.ts'
import { dossierInvente } from '../actes-inventes.queries.ts'
import { acteurDe } from '../dossiers-inventes.ts'
import type { DossierInvente, Jeu } from '../jeu.ts'
import { installerPersonas } from '../personas.ts'
import type { Suite } from '../suite.schema.ts'

/** What a step of the suite plays with. `refus`: what the acts refused, because somebody has worked on the guichet meanwhile. */
export type Scene = {
  d: Deps
  jeu: Jeu
  suite: Suite
  personas: ReadonlyMap<string, Acteur>
  refus: { quoi: string; erreur: unknown }[]
}

export async function ouvrirScene(d: Deps, jeu: Jeu, instant: Date): Promise<Scene> {
  if (!jeu.suite) throw new Error('demonstration: the file says nothing of what follows the instruction')
  const ctx: Contexte = { db: d.db, guichetId: d.guichetId, acteur: null, instant }
  return { d, jeu, suite: jeu.suite, personas: await installerPersonas(ctx, jeu, instant), refus: [] }
}

const contexteDe = ({ d }: Scene, acteur: Acteur, instant: Date): ContexteActeur => ({
  db: d.db,
  guichetId: d.guichetId,
  acteur,
  instant,
})

/** A persona in front of the guichet at this instant. */
export function persona(s: Scene, id: string, instant: Date): ContexteActeur {
  const acteur = s.personas.get(id)
  if (!acteur) throw new Error(`demonstration: unknown persona ${id}`)
  return contexteDe(s, acteur, instant)
}

/** The same for whoever files for this invented dossier. */
export const porteurDe = async (s: Scene, dossier: DossierInvente, instant: Date): Promise<ContexteActeur> =>
  contexteDe(s, await acteurDe(s.d, dossier, [...s.personas.values()]), instant)

/** Plays an act; one that people have made impossible meanwhile is left out, and noted. */
export async function tenter<T>(s: Scene, quoi: string, acte: Promise<Result<T, unknown>>): Promise<T | undefined> {
  const r = await acte
  if (r.ok) return r.value
  s.refus.push({ quoi, erreur: r.error })
  return undefined
}

/** The invented dossiers by their id in the guichet. */
export async function dossiersConnus(s: Scene): Promise<Map<string, DossierInvente>> {
  const connus = new Map<string, DossierInvente>()
  for (const dossier of s.jeu.dossiers) {
    const acteur = await acteurDe(s.d, dossier, [...s.personas.values()])
    const cle = { structureId: acteur.structures[0]!.id, cree: dossier.cree }
    const id = await enTransaction(s.d, tx => dossierInvente(tx, s.d.guichetId, cle))
    if (id) connus.set(id, dossier)
  }
  return connus
}

/** Who follows a dossier in the service: the référent of its volet and its département, else the administratrice. */
export function instructeurDe({ jeu }: Scene, dossier: DossierInvente): string {
  const referent = jeu.personas.find(
    p =>
      p.role?.startsWith('referent') &&
      p.volets.includes(dossier.volet ?? '') &&
      (p.departements.length === 0 || p.departements.includes(dossier.departement ?? '')),
  )
  return referent?.id ?? jeu.personas.find(p => p.role === 'administrateur')!.id
}

/** The last report of the instruction of a dossier, late filers included. */
export function rapportDe({ suite }: Scene, dossier: DossierInvente) {
  const tardif = suite.depots.find(x => x.structure === dossier.structure && !dossier.depose)
  return [...dossier.instruction, ...(tardif?.instruction ?? [])].findLast(g => g.acte === 'rapporter')
}
