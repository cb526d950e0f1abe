import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur } from '../../../http.ts'
import { comparateur } from '../../../lib/comparer-textes.ts'
import { formatJourCourt } from '../../../lib/dates.ts'
import { lireTable } from '../../../lib/table.ts'
import { peut } from '../../decret/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import { type Lecture, lireDepose } from '../../examen/index.ts'
import { evenementsDe, lireCadre } from '../../instruction/index.ts'
import { dansLePerimetre } from '../../service/index.ts'
import { comparerReponse } from '../reponse.ts'
import { titreDuPoint } from '../titres.ts'
import { ciblesDe } from './cibles.ts'
import { ACTES_COMPLEMENTS, compterActes, type Demande, demandesDe, type Point } from './complements.queries.ts'
import { ComplementsPage, type RetourComplements } from './complements.view.tsx'
import type { DemandeLue } from './demande.view.tsx'
import { echeanceProposee } from './demander.ts'
import type { Bilan } from './panneau.view.tsx'

export type Retour = RetourComplements & { statut: 409 | 422; errors?: Record<string, string> }

const FAITS: Record<string, string> = {
  demande: 'La demande est partie. Le porteur et ses partenaires ont reçu un courriel.',
  prolongation: 'Le délai est prolongé. Le porteur et ses partenaires ont reçu un courriel.',
  cloture: 'La demande est close. Le porteur ne reçoit pas de courriel.',
  redemande: 'Vos décisions sont enregistrées. Le porteur et ses partenaires ont reçu un courriel pour ce que vous redemandez.',
  retrait: 'La demande est retirée. Le porteur en est averti.',
}

/** The requests of a dossier, fresh or with what a refused form holds. */
export async function pageComplements(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const id = lu.ligne.dossier_id
    const { lecture, dossier } = await lireDepose(tx, ctx.guichetId, id)
    const demandes = await demandesDe(tx, ctx.guichetId, id)
    const proposee = echeanceProposee(lecture.appel, ctx.instant)
    const vierge = { message: '', echeance: proposee ? formatJourCourt(proposee) : '', points: [], vu: '' }
    return (
      <ComplementsPage
        site={c.var.site}
        cadre={await lireCadre(tx, ctx, lu)}
        demandes={await lues(tx, ctx.guichetId, { dossier, lecture }, demandes)}
        cibles={ciblesDe(lecture)}
        demande={peut(lu.place, 'demander_complement', { dossier: lu.ligne.etat })}
        instant={ctx.instant}
        regime={lecture.appel.regime}
        vie={
          (await evenementsDe(tx, ctx.guichetId, { dossierId: id, lecteur: ctx.acteur.compteId, actions: ACTES_COMPLEMENTS })).evenements
        }
        bilan={await bilanDe(tx, ctx, id, demandes)}
        vierge={{ saisie: vierge, errors: {} }}
        retour={retour ?? {}}
        errors={retour?.formulaire?.errors ?? retour?.errors ?? {}}
        fait={retour ? undefined : lireTable(FAITS, c.req.query('fait'))}
      />
    )
  })
  return page ? c.html(page, retour?.statut ?? 200) : c.notFound()
}

/** Each request in the words of the form; one that was answered, with what its answer changed. */
async function lues(
  tx: Tx,
  guichetId: string,
  { dossier, lecture }: { dossier: Dossier; lecture: Lecture },
  demandes: readonly Demande[],
): Promise<DemandeLue[]> {
  const { appel, structures } = lecture
  const titre = (p: Point) => titreDuPoint({ appel, contenu: dossier.contenu, structures }, p)
  const resultat: DemandeLue[] = []
  const comparer = comparateur()
  for (const k of demandes) {
    const comparee = k.reponduLe ? await comparerReponse(tx, guichetId, { id: dossier.id, appel, structures }, k, comparer) : undefined
    const points = k.points.map((p, i) => ({ ...p, titre: titre(p), compare: comparee?.points[i] }))
    resultat.push({ ...k, points, effets: comparee })
  }
  return resultat
}

/** How many of each there were; a point is answered when its request is. */
async function bilanDe(tx: Tx, { guichetId }: ContexteActeur, id: string, demandes: readonly Demande[]): Promise<Bilan> {
  const points = (ks: readonly Demande[]) => ks.reduce((n, k) => n + k.points.length, 0)
  return {
    demandes: demandes.length,
    points: points(demandes),
    reponses: points(demandes.filter(k => k.reponduLe)),
    rappels: await compterActes(tx, guichetId, id, 'instruction.complement_rappele'),
    prolongations: await compterActes(tx, guichetId, id, 'instruction.complement_prolonge'),
  }
}
