import { type Acteur, type Contexte, type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { err, type Result } from '../../lib/result.ts'
import { deciderReponses, demanderComplement, envoyerComplements } from '../complements/index.ts'
import { juger } from '../constats/index.ts'
import { annoter, etiqueter, passerAuComite, prendreEnCharge, releverVagues, remplirRapport } from '../instruction/index.ts'
import { declarerIrrecevable } from '../irrecevabilite/index.ts'
import { journaliser } from '../journal/index.ts'
import { ecrire, ecrireAuService } from '../messages/index.ts'
import { enregistrerEtape } from '../mon-dossier/index.ts'
import { joindrePiece } from '../pieces/index.ts'
import { ACTES_JOUES, actesJouesJusquAu, demandeAClore, dossierInvente } from './actes-inventes.queries.ts'
import type { ActeInvente } from './actes-inventes.schema.ts'
import { acteurDe } from './dossiers-inventes.ts'
import type { DossierInvente, Jeu } from './jeu.ts'
import { installerPersonas } from './personas.ts'
import { pieceInventee } from './pieces-inventees.ts'

/** What the acts refused: somebody has worked on the dossier meanwhile. */
export type ActeRefuse = { titre: string; acte: ActeInvente['acte']; erreur: unknown }
const GESTES: Record<ActeInvente['acte'], string> = {
  prendre: 'prendre en charge',
  etiqueter: 'étiqueter',
  annoter: 'annoter',
  juger: 'juger une règle',
  ecrire: 'écrire au porteur',
  demander: 'demander des compléments',
  clore: 'clore les compléments',
  declarer_irrecevable: 'déclarer irrecevable',
  rapporter: 'remplir la fiche d’analyse',
  passer_au_comite: 'passer au comité',
  ecrire_au_service: 'écrire au service',
  repondre: 'répondre aux compléments',
}
export const direRefus = ({ titre, acte }: ActeRefuse) => `${GESTES[acte]} (${titre})`
export type AJouer = { dossier: DossierInvente; geste: ActeInvente }

let enCours: Promise<unknown> = Promise.resolve()

/**
 * Plays what happens after the relevé, by the same acts as people's, each at its instant, up to this one; each is played once, whoever moves
 * the clock and however far. An act that people have made impossible meanwhile is left out.
 */
export function jouerActes(d: Deps, jeu: Jeu, instant: Date): Promise<ActeRefuse[]> {
  const fait = enCours.then(() => jouer(d, jeu, instant))
  enCours = fait.catch(() => {})
  return fait
}

async function jouer(d: Deps, jeu: Jeu, instant: Date): Promise<ActeRefuse[]> {
  const ctx: Contexte = { db: d.db, guichetId: d.guichetId, acteur: null, instant }
  const jusquAu = await enTransaction(ctx, tx => actesJouesJusquAu(tx, d.guichetId))
  const aJouer = jeu.dossiers
    .flatMap(dossier => dossier.instruction.map((geste): AJouer => ({ dossier, geste })))
    .filter(({ geste: { le } }) => le <= instant && (!jusquAu || le > jusquAu))
    .sort((a, b) => a.geste.le.getTime() - b.geste.le.getTime())
  const [premier] = aJouer
  if (!premier) return []
  // the relevé comes first, at the moment of the file that precedes: a long jump of the clock does not make it late
  await releverVagues(d, jeu.moments.findLast(m => m.instant < premier.geste.le)?.instant ?? premier.geste.le)
  const personas = await installerPersonas(ctx, jeu, premier.geste.le)
  const refus = await jouerGestes(d, aJouer, personas)
  const laisses = refus.map(direRefus)
  await enTransaction(ctx, tx =>
    journaliser(tx, { ...ctx, instant: aJouer.at(-1)!.geste.le }, ACTES_JOUES, d.guichetId, laisses.length > 0 ? { laisses } : {}),
  )
  return refus
}

/** Plays acts in their order; gives those that were refused. */
export async function jouerGestes(d: Deps, aJouer: readonly AJouer[], personas: ReadonlyMap<string, Acteur>): Promise<ActeRefuse[]> {
  const refus: ActeRefuse[] = []
  for (const x of aJouer) {
    const r = await jouerGeste(d, x, personas)
    if (!r.ok) refus.push({ titre: x.dossier.titre, acte: x.geste.acte, erreur: r.error })
  }
  return refus
}

async function jouerGeste(d: Deps, { dossier, geste }: AJouer, personas: ReadonlyMap<string, Acteur>): Promise<Result<unknown, unknown>> {
  const porteur = await acteurDe(d, dossier, [...personas.values()])
  const acteur = 'par' in geste ? personas.get(geste.par) : porteur
  if (!acteur) throw new Error(`demonstration: ${dossier.titre}: unknown persona`)
  const ctx: ContexteActeur = { db: d.db, guichetId: d.guichetId, acteur, instant: geste.le }
  const structureId = porteur.structures[0]!.id
  const id = await enTransaction(ctx, tx => dossierInvente(tx, d.guichetId, { structureId, cree: dossier.cree }))
  if (!id) return err({ motif: 'introuvable' })
  return faire(d, ctx, { id, dossier, geste })
}

function faire(
  d: Deps,
  ctx: ContexteActeur,
  { id: dossierId, dossier, geste: g }: AJouer & { id: string },
): Promise<Result<unknown, unknown>> {
  switch (g.acte) {
    case 'prendre':
      return prendreEnCharge(ctx, dossierId)
    case 'etiqueter':
      return etiqueter(ctx, { dossierId, ajouter: g.etiquettes, retirer: [] })
    case 'annoter':
      return annoter(ctx, { dossierId, texte: g.texte, ancre: g.ancre })
    case 'juger':
      return juger(ctx, { dossierId, regle: g.regle, resultat: g.resultat, raison: g.raison, vu: null })
    case 'ecrire':
      return ecrire(ctx, { dossierId, texte: g.texte })
    case 'demander':
      return demanderComplement(ctx, { dossierId, message: g.message, echeance: g.echeance, points: g.points, vu: '' })
    case 'clore':
      return clore(ctx, dossierId, g.note)
    case 'declarer_irrecevable':
      return declarerIrrecevable(ctx, d.config, { dossierId, regles: g.regles, raison: g.raison })
    case 'rapporter':
      return remplirRapport(ctx, { dossierId, champs: champsDuRapport(g), montant: String(g.montant), terminer: g.termine })
    case 'passer_au_comite':
      return passerAuComite(ctx, dossierId)
    case 'ecrire_au_service':
      return ecrireAuService(ctx, { dossierId, texte: g.texte })
    case 'repondre':
      return repondre(d, ctx, { id: dossierId, dossier, geste: g })
  }
}

const champsDuRapport = (g: Extract<ActeInvente, { acte: 'rapporter' }>): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(g.criteres).map(([code, v]) => [`critere.${code}`, String(v)])),
  ...Object.fromEntries(g.priorites.map((v, i) => [`priorite.${i + 1}`, v])),
  points_forts: g.points_forts,
  reserves: g.reserves,
  avis: g.avis ?? '',
})

async function clore(ctx: ContexteActeur, dossierId: string, note: string) {
  const complement = await enTransaction(ctx, tx => demandeAClore(tx, ctx.guichetId, dossierId))
  if (!complement) return err({ motif: 'rien_a_clore' })
  return deciderReponses(ctx, { dossierId, complement, decisions: [], jour: '', note, tout: true })
}

type Reponse = { id: string; dossier: DossierInvente; geste: Extract<ActeInvente, { acte: 'repondre' }> }
/** The porteur changes what was asked, then sends it. */
async function repondre(d: Deps, ctx: ContexteActeur, { id: dossierId, dossier, geste }: Reponse): Promise<Result<unknown, unknown>> {
  for (const [etape, valeurs] of Object.entries(geste.etapes)) {
    const champs = Object.fromEntries(Object.entries(valeurs).map(([champ, v]) => [champ, [v]]))
    const r = await enregistrerEtape(ctx, { dossierId, etape, saisie: { champs, gestes: [] } })
    if (!r.ok) return r
  }
  for (const code of geste.pieces) {
    const piece = { code, intitule: code, structure: dossier.structure, dossier, instant: geste.le }
    const r = await joindrePiece(ctx, dossierId, code, await pieceInventee(d, piece))
    if (!r.ok) return r
  }
  return envoyerComplements(ctx, { dossierId, reponse: geste.reponse })
}
