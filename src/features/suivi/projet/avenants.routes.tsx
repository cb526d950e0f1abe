import { aRole, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { estUuid } from '../../../lib/uuid.ts'
import { paths } from '../../../paths.ts'
import type { Perdu } from '../../../ui/perdus.tsx'
import { signatairesDe } from '../../agents/index.ts'
import { phraseMinimis } from '../../antecedents/index.ts'
import { sourcesPour } from '../../decisions/index.ts'
import { choixDe } from '../../delegations/index.ts'
import { consultationsDe, direAvis } from '../../instances/index.ts'
import { calculEnMots } from '../../verdicts/index.ts'
import { aSigner, enAttente } from '../acte.rules.ts'
import type { ErreursAvenant, SaisieAvenant } from '../avenants/avenants.rules.ts'
import { deciderAvenant, type RefusDecision } from '../avenants/decider.ts'
import { demanderAvenant, type RefusDemande, retirerAvenant } from '../avenants/demander.ts'
import { AvenantPage, DemanderPage, PLUS_ACCORDE, type RegleForfait } from '../avenants/formulaires.view.tsx'
import { instruireAvenant, type RefusAvis } from '../avenants/instruire.ts'
import { pourLeSupplement } from '../avenants/supplement.rules.ts'
import { exige } from '../exige.ts'
import type { ProjetLu } from '../lire-projet.ts'
import { prevuDe, tenuesDe } from '../projet.queries.ts'
import { faitDuProjet, pageDeForm, pageDuProjet, refuserActe } from './reponses.tsx'

/** Amendments: asked and taken back by the porteur, instructed and decided by the service. */
export const avenantsRoutes = () =>
  router()
    .get(paths.actes.avenants, exige.porteur, formulaire)
    .post(paths.actes.avenants, exige.porteur, demander)
    .post(paths.actes.retraitAvenant, exige.porteur, retirer)
    .get(paths.suiviDossier.avenant, exige.service, voir)
    .post(paths.suiviDossier.avisAvenant, exige.service, instruire)
    .post(paths.suiviDossier.decisionAvenant, exige.service, decider)

const VIDE: SaisieAvenant = { objets: [], fin: '', montant: '', objet: '', partenaire: '', motif: '' }
const SANS_ACTE = 'L’acte n’est pas signé\u00a0: il n’y a encore rien à modifier.'
const ACHEVE = 'Votre bilan dit que le projet est terminé\u00a0: son acte ne se modifie plus.'
const EN_ATTENTE = 'Une demande d’avenant attend déjà une décision. Retirez-la pour en faire une autre.'
const DEJA_SERVI = 'La demande faite par ce formulaire a été retirée ou a reçu sa réponse. Pour en faire une autre, ouvrez-le à nouveau.'
const phraseASigner = (numero: string) =>
  `L’avenant n°\u00a0${numero} n’est pas encore signé. Vous pourrez en demander un autre après sa signature.`

const formulaire = (c: Ctx<'id'>, refus?: { values: SaisieAvenant; errors: ErreursAvenant; cle: string }) =>
  pageDeForm(
    c,
    'porteur',
    async p => {
      if (!p.peut('demander_avenant'))
        return refuserActe(c, 'porteur', p.acces.qui === 'porteur' ? { motif: 'etape', etape: p.acces.s.etape } : { motif: 'interdit' })
      if (!p.compte.signe) return pageDuProjet(c, 'porteur', SANS_ACTE, 409)
      if (p.acces.s.acheveLe) return pageDuProjet(c, 'porteur', ACHEVE, 409)
      if (enAttente(p.avenants)) return pageDuProjet(c, 'porteur', EN_ATTENTE, 409)
      const dernier = aSigner(p.actes)
      if (dernier) return pageDuProjet(c, 'porteur', phraseASigner(dernier.numero), 409)
      const { values = VIDE, errors = {}, cle = nouvelId() } = refus ?? {}
      return (
        <DemanderPage
          site={c.var.site}
          s={p.acces.s}
          forfait={await enTransaction(c.var.ctx, tx => forfaitDe(tx, c.var.ctx.guichetId, p))}
          values={values}
          cle={cle}
          errors={errors}
        />
      )
    },
    refus ? 422 : 200,
  )

async function demander(c: Ctx<'id'>) {
  const corps = await c.req.parseBody({ all: true })
  const lire = (champ: string) => texteSaisi(corps[champ])
  const objets = [corps.objets ?? []].flat().filter(x => typeof x === 'string')
  const saisie = { objets, ...{ fin: lire('fin'), montant: lire('montant'), objet: lire('objet') } }
  const values = { ...saisie, partenaire: lire('partenaire'), motif: lire('motif') }
  const cle = estUuid(lire('cle')) ? lire('cle') : nouvelId()
  const r = await demanderAvenant(ctxActeur(c), { dossierId: param(c, 'id'), saisie: values, cle })
  return r.ok ? fini(c, paths.actes.liste, 'demande') : refuserDemande(c, r.error, { values, cle })
}

/** What the porteur had asked for, given back where it cannot be kept. */
const perdusDe = (s: SaisieAvenant): Perdu[] => [
  { libelle: 'Nouvelle date de fin', texte: s.fin },
  { libelle: 'Nouveau montant de l’aide', texte: s.montant },
  { libelle: 'Ce qui change dans le projet', texte: s.objet },
  { libelle: 'Quelle structure arrive ou part', texte: s.partenaire },
  { libelle: 'Pourquoi', texte: s.motif },
]

function refuserDemande(c: Ctx<'id'>, r: RefusDemande, s: { values: SaisieAvenant; cle: string }) {
  const perdus = perdusDe(s.values)
  switch (r.motif) {
    case 'saisie':
      return formulaire(c, { ...s, errors: r.errors })
    case 'sans_acte':
      return pageDuProjet(c, 'porteur', SANS_ACTE, 409, perdus)
    case 'acheve':
      return pageDuProjet(c, 'porteur', ACHEVE, 409, perdus)
    case 'en_attente':
      return pageDuProjet(c, 'porteur', EN_ATTENTE, 409, perdus)
    case 'deja_servi':
      return pageDuProjet(c, 'porteur', DEJA_SERVI, 409, perdus)
    case 'a_signer':
      return pageDuProjet(c, 'porteur', phraseASigner(r.numero), 409, perdus)
    default:
      return refuserActe(c, 'porteur', r, perdus)
  }
}
const fini = (c: Ctx<'id'>, vers: (id: string) => string, fait: string) => c.redirect(`${vers(param(c, 'id'))}?fait=${fait}`, 303)
const cible = (c: Ctx<'id' | 'avenant'>) => ({ dossierId: param(c, 'id'), avenantId: param(c, 'avenant') })
const DECIDE = 'Cette demande d’avenant n’attend plus de décision.'

async function retirer(c: Ctx<'id' | 'avenant'>) {
  const r = await retirerAvenant(ctxActeur(c), cible(c))
  if (r.ok) return fini(c, paths.actes.liste, 'demande_retiree')
  return r.error.motif === 'decide' ? pageDuProjet(c, 'porteur', DECIDE, 409) : refuserActe(c, 'porteur', r.error)
}

type Saisie = { avis?: string; sens?: string; reponse?: string; signataire?: string; enveloppe?: string }
const voir = (c: Ctx<'id' | 'avenant'>, refus?: { values: Saisie; errors: Saisie }) =>
  pageDeForm(
    c,
    'service',
    async p => {
      const { ctx } = c.var
      const v = p.avenants.find(x => x.id === param(c, 'avenant'))
      if (!v) return c.notFound()
      const fait = refus ? undefined : faitDuProjet(c)
      const { s } = p.acces
      const { choix, sources, forfait, avis } = await enTransaction(ctx, async tx => ({
        avis: v.sens || v.retireLe ? [] : await avisDuSupplement(c, tx, p, v.demande.montant ?? 0),
        forfait: await forfaitDe(tx, c.var.ctx.guichetId, p),
        choix: choixDe(await signatairesDe(tx, ctx.guichetId, s.appelId)),
        sources: v.demande.montant === undefined || v.sens ? [] : await supplementPour(tx, ctx.guichetId, s),
      }))
      const vue = { site: c.var.site, p, v, choix, sources, forfait, avis, fait, mouvements: mouvementsDe(c, p.acces.appel.slug) }
      return <AvenantPage {...vue} values={refus?.values ?? {}} errors={refus?.errors ?? {}} />
    },
    refus ? 422 : 200,
  )

/** What a lump sum is held to; nothing of an aid that spending bounds. */
async function forfaitDe(tx: Tx, guichetId: string, { acces: { s, appel } }: ProjetLu): Promise<RegleForfait | undefined> {
  if (!s.forfait) return undefined
  const { calcul } = await prevuDe(tx, guichetId, s.dossierId)
  return { calcul: calcul ? calculEnMots(calcul.etapes) : '', max: appel.aide.montant_max }
}
/** What the bodies of the call say of an aid that is raised to this amount, or what it waits for. */
async function avisDuSupplement(c: Ctx, tx: Tx, { acces: { s, appel } }: ProjetLu, montant: number) {
  if (montant <= s.accorde) return []
  const prepare = aRole(c.var.ctx.acteur, 'administrateur')
  return (await consultationsDe(tx, c.var.ctx.guichetId, appel, s.dossierId, montant)).map(x => ({
    phrase: direAvis(x),
    attendu: !x.rendu?.scelleLe || x.rendu.sens === 'reporte',
    convoquer: prepare && (!x.rendu || x.rendu.sens === 'reporte') ? seancesDe(appel.slug, x.instance.code) : undefined,
  }))
}
const seancesDe = (slug: string, instance: string) => `${paths.comite.seances(slug)}?${new URLSearchParams({ instance })}`
/** What may be added to the aid of a project, its own envelope first: nothing is locked. */
const supplementPour = async (tx: Tx, guichetId: string, s: { dossierId: string; decisionId: string }) =>
  pourLeSupplement(await sourcesPour(tx, guichetId, s.dossierId), await tenuesDe(tx, guichetId, s.decisionId))
/** Where money is moved between envelopes, for whoever may. */
const mouvementsDe = (c: Ctx, slug: string) =>
  aRole(c.var.ctx.acteur, 'administrateur') ? paths.administration.enveloppes(slug) : undefined

async function instruire(c: Ctx<'id' | 'avenant'>) {
  const avis = texteSaisi((await c.req.parseBody()).avis)
  const r = await instruireAvenant(ctxActeur(c), { ...cible(c), avis })
  if (r.ok) return c.redirect(`${paths.suiviDossier.avenant(param(c, 'id'), param(c, 'avenant'))}?fait=avis`, 303)
  return refuserService(c, r.error, { avis })
}

async function decider(c: Ctx<'id' | 'avenant'>) {
  const corps = await c.req.parseBody()
  const saisie = {
    sens: texteSaisi(corps.sens),
    reponse: texteSaisi(corps.reponse),
    signataire: texteSaisi(corps.signataire),
    enveloppe: texteSaisi(corps.enveloppe),
  }
  const r = await deciderAvenant(ctxActeur(c), c.var.deps, { ...cible(c), ...saisie })
  return r.ok ? fini(c, paths.suivi.dossier, 'decide') : refuserService(c, r.error, saisie)
}

function refuserService(c: Ctx<'id' | 'avenant'>, r: RefusAvis | RefusDecision, values: Saisie) {
  const perdus: Perdu[] = [
    { libelle: 'Votre avis', texte: values.avis ?? '' },
    { libelle: 'Réponse au porteur', texte: values.reponse ?? '' },
  ]
  switch (r.motif) {
    case 'saisie':
      return voir(c, { values, errors: 'errors' in r ? r.errors : { avis: r.phrase } })
    case 'decide':
      return pageDuProjet(c, 'service', DECIDE, 409, perdus)
    case 'sans_avis':
      return pageDuProjet(c, 'service', 'Le service n’a pas encore donné son avis sur cet avenant.', 409, perdus)
    case 'acheve':
      return voir(c, { values, errors: { sens: PLUS_ACCORDE } })
    case 'signataire':
      return voir(c, { values, errors: { signataire: r.phrase } })
    case 'minimis':
      return voir(c, { values, errors: { sens: phraseMinimis(r.place) } })
    case 'enveloppe':
      return voir(c, {
        values,
        errors: {
          sens: `Il ne reste que ${formatEuros(r.reste)} à ajouter ${r.libelle ? `dans ${r.libelle}` : 'dans les enveloppes de ce projet'}`,
        },
      })
    case 'verse':
      return voir(c, {
        values,
        errors: { sens: `${formatEuros(r.verse)} sont déjà ordonnés ou versés\u00a0: l’aide ne peut pas descendre dessous` },
      })
    default:
      return refuserActe(c, 'service', r, perdus)
  }
}
