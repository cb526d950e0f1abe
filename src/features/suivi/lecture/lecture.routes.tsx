import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../../http.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { servirPiece } from '../../pieces/index.ts'
import { peutSurBilan } from '../suivi.rules.ts'
import { changementsDits } from './changements.rules.ts'
import { lireBilanDuService, voisinsALire } from './lecture.queries.ts'
import { LecturePage, type LectureProps } from './lecture.view.tsx'
import { lireBilan, REMARQUE_MAX, type RefusLecture } from './lire-bilan.ts'
import { lireListe } from './lire-liste.ts'

const exigeService = exigeRole('referent_departemental', 'referent_regional', 'administrateur')

/** The service reads bilans one after another: accepts them, or sends them back. */
export const lectureRoutes = () =>
  router()
    .get(paths.suivi.lecture, exigeService, page)
    .post(paths.suivi.acceptation, exigeService, c => lire(c, 'accepte'))
    .post(paths.suivi.renvoi, exigeService, c => lire(c, 'renvoye'))
    .get(paths.suivi.pieceLue, exigeService, async c => {
      const b = await enTransaction(c.var.ctx, tx => lireBilanDuService(tx, ctxActeur(c), param(c, 'bilan')))
      const piece = b?.depot && b.pieces.find(p => p.id === param(c, 'piece'))
      return piece ? servirPiece(c, c.var.deps.stockage, piece, { inline: true }) : c.notFound()
    })

const FAITS: Record<string, string> = {
  accepte: 'Le bilan est accepté. Le porteur reçoit un courriel.',
  accepte_suivant: 'Le bilan d’avant est accepté, son porteur reçoit un courriel. Voici le suivant.',
  renvoye: 'Le bilan est renvoyé. Le porteur reçoit un courriel avec votre remarque.',
}

async function page(c: Ctx<'bilan'>, refus?: LectureProps['refus'] & { statut: 403 | 409 | 422 }) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const b = await lireBilanDuService(tx, ctx, param(c, 'bilan'))
    if (!b) return undefined
    const liste = await lireListe(tx, ctx, c.req.query('liste'))
    return { b, liste, voisins: await voisinsALire(tx, ctx, b.id, liste) }
  })
  if (!lu) return c.notFound()
  const { b } = lu
  return c.html(
    <LecturePage
      site={c.var.site}
      {...lu}
      changements={b.depot ? changementsDits(b.depot.contenu) : []}
      peut={peutSurBilan('juger_bilan', b, b.qui)}
      fait={refus ? undefined : faitDe(c, FAITS)}
      refus={refus}
    />,
    refus?.statut ?? 200,
  )
}

async function lire(c: Ctx<'bilan'>, sens: 'accepte' | 'renvoye') {
  const corps = await c.req.parseBody()
  const remarque = texteSaisi(corps.remarque)
  const bilanId = param(c, 'bilan')
  // asked before the act, which takes the bilan out of its list
  const suite = await suiteDe(c, bilanId)
  const r = await lireBilan(ctxActeur(c), { bilanId, depot: Number(corps.depot) || 0, sens, remarque })
  if (r.ok) return c.redirect(suite(sens, sens === 'accepte' && corps.suite === '1'), 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  const champ = r.error.motif === 'sans_remarque' || r.error.motif === 'trop_long'
  return page(c, { phrase: phraseDe(r.error), champ, remarque, statut: champ ? 422 : r.error.motif === 'interdit' ? 403 : 409 })
}

/** Where an answer leads: the next of the list that is read, when it is asked and there is one; else the same bilan. */
async function suiteDe(c: Ctx<'bilan'>, bilanId: string) {
  const ctx = ctxActeur(c)
  const { liste, suivant } = await enTransaction(ctx, async tx => {
    const l = await lireListe(tx, ctx, c.req.query('liste'))
    return { liste: l, suivant: (await voisinsALire(tx, ctx, bilanId, l)).suivant }
  })
  const avec = (bilan: string, fait: string) => paths.instruction.avecListe(`${paths.suivi.lecture(bilan)}?fait=${fait}`, liste.dite)
  return (sens: 'accepte' | 'renvoye', suivre: boolean) => (suivre && suivant ? avec(suivant.id, 'accepte_suivant') : avec(bilanId, sens))
}

function phraseDe(r: Exclude<RefusLecture, { motif: 'introuvable' }>): string {
  switch (r.motif) {
    case 'interdit':
      return 'Un autre référent mène ce dossier, ou son aide est close\u00a0: vous pouvez seulement lire ce bilan.'
    case 'non_depose':
      return 'Ce bilan n’est pas déposé\u00a0: il n’y a rien à accepter ni à renvoyer.'
    case 'deja_lu':
      return `${r.par} a ${r.sens === 'accepte' ? 'accepté' : 'renvoyé'} ce bilan le ${formatInstant(r.le)}.`
    case 'autre_depot':
      return 'Le porteur a déposé ce bilan de nouveau depuis que vous l’avez ouvert. Relisez-le.'
    case 'sans_remarque':
      return 'Dites au porteur ce qui est à reprendre'
    case 'trop_long':
      return `La remarque fait ${r.longueur}\u00a0caractères. Gardez-en ${REMARQUE_MAX} au plus`
  }
}
