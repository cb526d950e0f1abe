import { type Contexte, enTransaction } from '../../contexte.ts'
import { canonique } from '../contenu/index.ts'
import { relation } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { type Depot, type Dossier, depotDe, telQueDepose, verdictsDuDepot } from '../dossiers/index.ts'
import { type Lecture, lireRegles } from '../examen/index.ts'
import type { Resultat } from '../verdicts/index.ts'
import { type ContenuDepose, UNITES } from '../versions/index.ts'

export type VerdictExporte = { resultat: Resultat; explication: string; clauses: readonly string[] }
/** A dossier ready to leave: what was filed when something stands filed, else what the draft holds. `json` is its content, word for word. */
export type AExporter = {
  dossier: Dossier
  lecture: Lecture
  verdicts: readonly VerdictExporte[]
  json: string
  depot: (Depot & { lu: ContenuDepose }) | undefined
  /** Instant of the last change. */
  etabliLe: Date
}

/** Reads all that an export holds, pieces' bytes aside, in one transaction that ends before anything is sent. */
export async function lireAExporter(ctx: Contexte, d: Dossier): Promise<AExporter> {
  if (!d.deposeLe || modifiable(d, ctx.instant)) {
    const lecture = lireRegles(d, ctx.instant)
    const dossier = { ...d, contenu: lecture.contenu }
    return {
      dossier,
      lecture,
      verdicts: lecture.verdicts,
      json: canonique(exportBrouillon(dossier)),
      depot: undefined,
      etabliLe: d.modifieLe,
    }
  }
  return enTransaction(ctx, async tx => {
    const depot = await depotDe(tx, ctx.guichetId, d.id)
    if (!depot) throw new Error(`dossier ${d.id} is filed without a filing`)
    const dossier = await telQueDepose(tx, ctx.guichetId, d)
    const verdicts = await verdictsDuDepot(tx, ctx.guichetId, depot.id, { partenaire: relation(ctx.acteur, d) !== 'porteur' })
    return {
      dossier,
      lecture: lireRegles(dossier, depot.recuLe, { depot }),
      verdicts: verdicts.map(v => ({ ...v, resultat: v.resultat as Resultat })),
      json: depot.contenu,
      depot: { ...depot, lu: JSON.parse(depot.contenu) as ContenuDepose },
      etabliLe: depot.recuLe,
    }
  })
}

/** A draft as data to keep or to carry elsewhere: values as they are stored (amounts in cents), unreadable texts as typed. Pure. */
const exportBrouillon = (d: Dossier) => ({
  format: 'guichet-territorial/brouillon/1',
  numero: d.numero,
  etat: d.etat,
  modifie_le: d.modifieLe.toISOString(),
  appel: { slug: d.slug, titre: d.version.appel.titre, version: d.version.numero, sha256: d.version.sha256 },
  structure: { nom: d.structure.nom, siren: d.structure.siren, code_insee: d.structure.code_insee },
  unites: UNITES,
  valeurs: d.contenu.valeurs,
  illisibles: d.contenu.illisibles,
  pieces: d.pieces.map(p => ({ code: p.code, nom: p.nom, type: p.type, taille: p.taille, sha256: p.sha256 })),
})
