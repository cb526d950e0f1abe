import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import { constatComplet, constatRecevable, reglesInstruites } from '../../constats/index.ts'
import { type ActeSur, peut } from '../../decret/index.ts'
import { validationsDeposees } from '../../partenaires/index.ts'
import type { Instruit } from '../../service/index.ts'
import type { CadreLu } from '../lire-cadre.ts'
import type { DossierLu } from '../lire-dossier.ts'
import { evenementsDe } from './historique.queries.ts'
import { notesDe } from './notes.queries.ts'
import { PAGES_DES_ACTES, type PanneauVue } from './panneau.view.tsx'
import { autresDossiers } from './porteur/autres.queries.ts'

/** What is open in the panel: a note that came back. */
export type Ouvert = { note?: { saisie: { texte: string; ancre: string }; erreur: string } | undefined }

/** What the instructeur works with beside a dossier, whatever of it is read on the left. */
export async function lirePanneau(
  tx: Tx,
  ctx: ContexteActeur,
  lu: Instruit,
  { cadre, dossier, ouvert = {} }: { cadre: CadreLu; dossier: DossierLu; ouvert?: Ouvert },
): Promise<PanneauVue> {
  const { guichetId } = ctx
  const [regles, partenaires, autres, notes, { evenements }] = await Promise.all([
    reglesInstruites(tx, guichetId, lu.ligne),
    validationsDeposees(tx, guichetId, dossier.dossier),
    autresDossiers(tx, ctx, lu),
    notesDe(tx, guichetId, cadre.id),
    evenementsDe(tx, guichetId, { dossierId: cadre.id, lecteur: ctx.acteur.compteId, limite: 5 }),
  ])
  const commun = { lecteur: ctx.acteur.compteId, id: cadre.id }
  const peutIci = (acte: ActeSur<'dossier'>) => peut(lu.place, acte, { dossier: lu.ligne.etat })
  return {
    recevabilite: {
      ...commun,
      slug: cadre.appel.slug,
      regles,
      version: cadre.version,
      constat: constatRecevable(regles, cadre.recevabilite),
      juge: peutIci('juger'),
    },
    completude: completudeDe(lu, dossier),
    regime: cadre.appel.regime,
    porteur: {
      version: cadre.version,
      appel: cadre.appel.titre,
      porteur: cadre.porteur.nom,
      partenaires,
      autres,
    },
    notes: {
      ...commun,
      notes,
      annote: peutIci('annoter'),
      etapes: dossier.lecture.formulaire.etapes.filter(e => !e.blocs.includes('depot')),
      saisie: ouvert.note?.saisie,
      erreur: ouvert.note?.erreur,
    },
    derniers: evenements,
    actes: PAGES_DES_ACTES.filter(a => peutIci(a.acte) && (a.acte !== 'decider' || cadre.sansComite)).map(a => ({
      libelle: a.acte === 'passer_au_comite' && cadre.sansComite ? 'Dire prêt à décider' : a.libelle,
      href: a.href(cadre.id),
    })),
  }
}

function completudeDe({ ligne }: Instruit, { dossier, lecture }: DossierLu): PanneauVue['completude'] {
  const { appel } = dossier.version
  const redemandees = appel.pieces.filter(p => ligne.pieces_manquantes.includes(p.code))
  return {
    slug: appel.slug,
    pieces: appel.pieces
      .filter(p => lecture.visibilite.pieces.has(p.code))
      .map(p => ({
        code: p.code,
        libelle: p.libelle,
        clauses: p.clauses,
        fichiers: dossier.pieces
          .filter(f => f.code === p.code)
          .map(f => ({ nom: f.nom, href: paths.instruction.lecture(ligne.dossier_id, f.id) })),
        redemandee: redemandees.includes(p),
      })),
    constat: constatComplet({
      pieces: redemandees.map(p => p.libelle),
      pointsAttendus: ligne.points_attendus,
      pointsRecus: ligne.points_recus,
    }),
  }
}
