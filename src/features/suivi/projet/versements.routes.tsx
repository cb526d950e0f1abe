import { enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { formatEuros, saisieEuros } from '../../../lib/euros.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { estUuid } from '../../../lib/uuid.ts'
import { paths } from '../../../paths.ts'
import { signatairesDe } from '../../agents/index.ts'
import { choixDe } from '../../delegations/index.ts'
import { ATTENTE_SERVICE } from '../../etats/index.ts'
import { suiviPour } from '../acces.ts'
import { compteDe, piecesDuCompte } from '../compte.ts'
import { exige } from '../exige.ts'
import { annulerVersement, constaterVersement, type RefusConstat } from '../versements/constater.ts'
import { CORRIGER, OrdonnerPage, PaiementPage, SoldePage } from '../versements/formulaires.view.tsx'
import {
  calculer,
  type ErreursVersement,
  empechement,
  type NatureOrdonnee,
  ordonnerVersement,
  payeursDuCompte,
  possibleDe,
  type RefusVersement,
  reelPropose,
  type SaisieVersement,
} from '../versements/ordonner.ts'
import { bornes, phraseAPayer, phraseDejaServi } from '../versements/versements.view.tsx'
import { pageDeForm, pageDuProjet, projetDe, refuserActe } from './reponses.tsx'

const natureDe = (c: Ctx<'nature'>) => param(c, 'nature') as NatureOrdonnee

/** Payments of a lauréat, by the service: ordered, made, cancelled. */
export const versementsRoutes = () =>
  router()
    .get(paths.suiviDossier.versements, exige.service, ouvrir)
    .post(paths.suiviDossier.versements, exige.service, ordonner)
    .get(paths.suiviDossier.paiement, exige.service, paiement)
    .post(paths.suiviDossier.paiement, exige.service, payer)
    .post(paths.suiviDossier.annulation, exige.service, annuler)

const CHAMPS = ['montant', 'coutReel', 'autresAides', 'ej', 'dp', 'enveloppe'] as const
const saisieDe = (lire: (champ: string) => string) => Object.fromEntries(CHAMPS.map(x => [x, lire(x)])) as SaisieVersement
const cleDe = (saisie: string) => (estUuid(saisie) ? saisie : nouvelId())

/** The form; or, of a balance whose figures are in the address, what it comes to, to be read before it is ordered, unless they are to be mended. */
function ouvrir(c: Ctx<'id' | 'nature'>) {
  const lire = (champ: string) => texteSaisi(c.req.query(champ))
  // a lump sum asks for no figure
  if (natureDe(c) !== 'solde' || (c.req.query('coutReel') ?? c.req.query('ej')) === undefined) return formulaire(c)
  const saisi = { values: saisieDe(lire), errors: {}, cle: cleDe(lire('cle')), signataire: lire('signataire') }
  return formulaire(c, saisi, c.req.query(CORRIGER) !== undefined)
}

type Saisi = { values: SaisieVersement; errors: ErreursVersement & { signataire?: string }; cle: string; signataire: string }
async function formulaire(c: Ctx<'id' | 'nature'>, refus?: Saisi, corriger = false) {
  const ctx = ctxActeur(c)
  const nature = natureDe(c)
  if (!(await projetDe(c, 'service'))) return c.notFound()
  const r = await enTransaction(ctx, async tx => {
    const lu = await suiviPour(tx, ctx, 'verser', param(c, 'id'), { verrou: false })
    if (!lu.ok) return lu
    const compte = compteDe(lu.value, await piecesDuCompte(tx, ctx.guichetId, param(c, 'id')))
    const choix = choixDe(await signatairesDe(tx, ctx.guichetId, lu.value.s.appelId))
    return { ok: true as const, choix, compte, payeurs: await payeursDuCompte(tx, ctx.guichetId, compte) }
  })
  if (!r.ok) return refuserActe(c, 'service', r.error)
  const non = empechement(r.compte, nature)
  if (non) return refuser(c, non)
  const possible = nature === 'solde' ? undefined : possibleDe(r.compte, nature)
  const reel = reelPropose(r.compte)
  const values = refus?.values ?? {
    montant: possible ? saisieEuros(possible.max) : '',
    coutReel: saisieEuros(reel.coutReel),
    autresAides: saisieEuros(reel.autresAides),
    ej: r.compte.versements.findLast(v => v.ej !== '')?.ej ?? '',
    dp: '',
    enveloppe: '',
  }
  const sur = possible
    ? `${bornes(possible)}\u00a0: ${formatEuros(possible.max)} au plus`
    : `Aide accordée ${formatEuros(r.compte.situation.accorde)}, gagnée ${r.compte.situation.forfait ? 'par ce qui est déclaré fait' : 'par les dépenses'} ${formatEuros(r.compte.situation.consomme)}, déjà ordonné ${formatEuros(r.compte.situation.verse)}`
  const calcule = refus && !corriger && nature === 'solde' ? calculer(r.compte, nature, values) : undefined
  const errors: Saisi['errors'] = calcule && !calcule.ok ? calcule.error : (refus?.errors ?? {})
  const props = {
    site: c.var.site,
    c: r.compte,
    values,
    cle: refus?.cle ?? nouvelId(),
    signataire: refus?.signataire,
    payeurs: r.payeurs,
    errors,
  }
  if (calcule?.ok && !errors.signataire) return c.html(<SoldePage {...props} calcule={calcule.value} />, errors.enveloppe ? 422 : 200)
  return c.html(
    <OrdonnerPage {...props} choix={r.choix} nature={nature} sur={sur} defaut={possible?.max ?? 0} />,
    refus && !corriger ? 422 : 200,
  )
}

async function ordonner(c: Ctx<'id' | 'nature'>) {
  const corps = await c.req.parseBody()
  const lire = (champ: string) => texteSaisi(corps[champ])
  const saisie = saisieDe(lire)
  const [dossierId, nature] = [param(c, 'id'), natureDe(c)]
  const cle = cleDe(lire('cle'))
  const signataire = lire('signataire')
  const r = await ordonnerVersement(ctxActeur(c), { dossierId, nature, saisie, cle, vu: lire('vu'), signataire: signataire || undefined })
  if (!r.ok) {
    // a balance is read before it is ordered, as it comes to now
    if (r.error.motif === 'a_relire')
      return c.redirect(
        `${paths.suiviDossier.versements(dossierId, nature)}?${new URLSearchParams({ ...saisie, cle, ...(signataire ? { signataire } : {}) })}`,
        303,
      )
    if (r.error.motif === 'signataire') return formulaire(c, { values: saisie, errors: { signataire: r.error.phrase }, cle, signataire })
    if (r.error.motif === 'enveloppe')
      return formulaire(c, { values: saisie, errors: { enveloppe: phraseDEnveloppe(r.error) }, cle, signataire })
    return r.error.motif === 'saisie' ? formulaire(c, { values: saisie, errors: r.error.errors, cle, signataire }) : refuser(c, r.error)
  }
  const fait = r.value.nature === 'reversement' ? 'reversement' : r.value.montant === 0 ? 'solde' : 'ordonne'
  return c.redirect(`${paths.suivi.dossier(dossierId)}?fait=${fait}`, 303)
}

const phraseDEnveloppe = ({ libelle, reste }: { libelle: string | undefined; reste: number }) =>
  libelle === undefined
    ? 'Cette enveloppe ne paie pas cette aide. Choisissez-en une autre'
    : `${libelle} n’a plus que ${formatEuros(reste, { centimes: true })} à payer de cette aide`

function refuser(c: Ctx<'id'>, r: Exclude<RefusVersement, { motif: 'saisie' | 'a_relire' | 'signataire' | 'enveloppe' }>) {
  switch (r.motif) {
    case 'structure':
      return pageDuProjet(c, 'service', ATTENTE_SERVICE[r.attente], 409)
    case 'sans_acte':
      return pageDuProjet(c, 'service', 'L’acte n’est pas signé\u00a0: rien ne peut encore être versé.', 409)
    case 'deja_solde':
      return pageDuProjet(c, 'service', 'Le dernier versement est déjà ordonné.', 409)
    case 'pas_acheve':
      return pageDuProjet(c, 'service', 'Le projet n’est pas achevé\u00a0: le solde attend que son bilan final soit accepté.', 409)
    case 'a_payer':
      return pageDuProjet(c, 'service', phraseAPayer(r.montant), 409)
    case 'deja_servi':
      return pageDuProjet(c, 'service', phraseDejaServi(r), 409)
    case 'rien':
      return pageDuProjet(c, 'service', `Il n’y a rien à verser en ${r.nature} pour l’instant.`, 409)
    default:
      return refuserActe(c, 'service', r)
  }
}

type Constat = { values: { verse_le?: string; raison?: string }; errors: { verse_le?: string; raison?: string } }
const paiement = (c: Ctx<'id' | 'versement'>, refus?: Constat) =>
  pageDeForm(
    c,
    'service',
    p => {
      const v = p.compte.versements.find(x => x.id === param(c, 'versement'))
      if (!v) return c.notFound()
      if (v.annuleLe || v.verseLe)
        return pageDuProjet(c, 'service', v.verseLe ? 'Ce versement est déjà payé.' : 'Cet ordre est annulé.', 409)
      if (!p.peut('constater_versement')) return refuserActe(c, 'service', { motif: 'interdit' })
      const props = { site: c.var.site, s: p.acces.s, v, annulable: p.peut('annuler_versement') }
      return <PaiementPage {...props} values={refus?.values ?? {}} errors={refus?.errors ?? {}} />
    },
    refus ? 422 : 200,
  )

const cible = (c: Ctx<'id' | 'versement'>) => ({ dossierId: param(c, 'id'), versementId: param(c, 'versement') })

async function payer(c: Ctx<'id' | 'versement'>) {
  const verseLe = texteSaisi((await c.req.parseBody()).verse_le)
  const r = await constaterVersement(ctxActeur(c), { ...cible(c), verseLe })
  return r.ok ? fini(c, 'paye') : refuserConstat(c, r.error, 'verse_le', verseLe)
}
async function annuler(c: Ctx<'id' | 'versement'>) {
  const raison = texteSaisi((await c.req.parseBody()).raison)
  const r = await annulerVersement(ctxActeur(c), { ...cible(c), raison })
  return r.ok ? fini(c, 'annule') : refuserConstat(c, r.error, 'raison', raison)
}
const fini = (c: Ctx<'id'>, fait: string) => c.redirect(`${paths.suivi.dossier(param(c, 'id'))}?fait=${fait}`, 303)

function refuserConstat(c: Ctx<'id' | 'versement'>, r: RefusConstat, champ: 'verse_le' | 'raison', saisi: string) {
  // a day is typed again in a second, a reason is not
  const perdus = champ === 'raison' ? [{ libelle: 'Pourquoi', texte: saisi }] : []
  switch (r.motif) {
    case 'saisie':
      return paiement(c, { values: { [champ]: saisi }, errors: { [champ]: r.phrase } })
    case 'annule':
      return pageDuProjet(c, 'service', 'Cet ordre est annulé.', 409, perdus)
    case 'verse':
      return pageDuProjet(c, 'service', 'Ce versement est déjà payé\u00a0: il ne s’annule plus.', 409, perdus)
    default:
      return refuserActe(c, 'service', r, perdus)
  }
}
