import type { Tx } from '../../../db/db.ts'
import type { RelectureProps } from '../../cadre/index.ts'
import type { Fiche } from '../../documents/index.ts'
import type { Instruit } from '../../service/index.ts'
import { extrait, faitsSous } from './faits.ts'
import { ficheDe } from './fiche.ts'
import { champAppreciation, champCommentaire, motEchelon, REPONSES_PRIORITE } from './grille.rules.ts'
import { lireAnalyse } from './lire-analyse.ts'

/** What the dossier says under a criterion, and what the instructeur says of it. */
export type Preuve = { faits: string; appreciation: string | undefined; commentaire: string }
/** A dossier as the comité reads it: the sheet, the proofs of each criterion (by code) and priority (by rank), what was filed. */
export type FicheComite = {
  fiche: Fiche
  criteres: ReadonlyMap<string, Preuve>
  priorites: readonly Preuve[]
  /** Codes of the criteria that concern this dossier. */
  applicables: ReadonlySet<string>
  relu: RelectureProps
}
const FAITS_MAX = 300

/** Reads it without asking who reads: whoever calls has made sure that this dossier is on their agenda. `version` is the filing that stands. */
export async function lireFicheComite(tx: Tx, guichetId: string, dossierId: string): Promise<FicheComite> {
  const ligne = await tx
    .selectFrom('instruction')
    .selectAll()
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirstOrThrow()
  const analyse = await lireAnalyse(tx, guichetId, { ligne: ligne as Instruit['ligne'] })
  const { grille, contenu, lu, regles } = analyse
  const faits = (clauses: readonly string[]) =>
    extrait(
      faitsSous(clauses, lu, regles)
        .map(f => (/[.…!?]$/.test(f.texte) ? f.texte : `${f.texte}.`))
        .join(' '),
      FAITS_MAX,
    )
  return {
    fiche: ficheDe(analyse),
    criteres: new Map(
      grille.criteres.map(c => [
        c.code,
        {
          faits: faits([c.clause]),
          appreciation: motEchelon(grille, contenu[champAppreciation(c.code)]),
          commentaire: contenu[champCommentaire(c.code)] ?? '',
        },
      ]),
    ),
    priorites: grille.priorites.map(p => ({
      faits: '',
      appreciation: REPONSES_PRIORITE.find(r => r.valeur === contenu[p.champ])?.libelle,
      commentaire: '',
    })),
    applicables: lu.lecture.visibilite.criteres,
    relu: lu.vue.relu,
  }
}
