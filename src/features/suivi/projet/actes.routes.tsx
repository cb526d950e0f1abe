import { enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { signatairesDe } from '../../agents/index.ts'
import { choixDe } from '../../delegations/index.ts'
import { rendrePdf } from '../../documents/index.ts'
import { ATTENTE_SERVICE } from '../../etats/index.ts'
import { messageFichier, recevoirFormulaire } from '../../fichiers/index.ts'
import { fluxRequete, noterInfection } from '../../pieces/index.ts'
import { suiviPour } from '../acces.ts'
import { dureeProposee, natureDe } from '../acte.rules.ts'
import { DUREE_MAX, etablirActe, preparerActe, type RefusActe } from '../actes/etablir.ts'
import { EtablirPage, SignaturePage } from '../actes/formulaires.view.tsx'
import { retirerActe } from '../actes/retirer-acte.ts'
import { acteASigner, deposerSigne, FORMATS_SIGNE, PERIME, type RefusSignature, TAILLE_SIGNE } from '../actes/signer.ts'
import { type Cote, retourDe } from '../cadre.view.tsx'
import { exige } from '../exige.ts'
import { finDe } from '../fin.rules.ts'
import { prevuDe } from '../projet.queries.ts'
import { pageDeForm, pageDuProjet, pdf, pdfGarde, projetDe, refuserActe } from './reponses.tsx'

/** The act of a lauréat on both sides: established, read, signed. */
export const actesRoutes = () =>
  router()
    .get(paths.suiviDossier.acte, exige.service, formulaire)
    .post(paths.suiviDossier.acte, exige.service, etablir)
    .get(paths.suiviDossier.apercuActe, exige.service, apercu)
    .post(paths.suiviDossier.retraitActe, exige.service, retirer)
    .get(paths.suiviDossier.actePdf, exige.service, c => servir(c, 'service', false))
    .get(paths.suiviDossier.acteSigne, exige.service, c => servir(c, 'service', true))
    .get(paths.suiviDossier.signature, exige.service, c => signature(c, 'service'))
    .post(paths.suiviDossier.signature, exige.service, c => signer(c, 'service'))
    .get(paths.actes.liste, exige.porteur, c => pageDuProjet(c, 'porteur'))
    .get(paths.actes.voir, exigeCompte, trouver)
    .get(paths.actes.pdf, exige.porteur, c => servir(c, 'porteur', false))
    .get(paths.actes.signe, exige.porteur, c => servir(c, 'porteur', true))
    .get(paths.actes.signature, exige.porteur, c => signature(c, 'porteur'))
    .post(paths.actes.signature, exige.porteur, c => signer(c, 'porteur'))

const outilsDe = (c: Ctx) => c.var.deps

async function formulaire(c: Ctx<'id'>, refus?: { duree: string; signataire: string; errors: FieldErrors }) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lu = await suiviPour(tx, ctx, 'etablir_acte', param(c, 'id'), { verrou: false })
    if (!lu.ok) return lu
    const choix = choixDe(await signatairesDe(tx, ctx.guichetId, lu.value.s.appelId))
    return { ok: true as const, acces: lu.value, choix, prevu: await prevuDe(tx, ctx.guichetId, param(c, 'id')) }
  })
  if (!r.ok) return refuserActe(c, 'service', r.error)
  const { s, appel } = r.acces
  const duree = refus?.duree ?? String(dureeProposee(dateCivile(ctx.instant), finDe(s).jour, appel.actes.duree_mois))
  const nature = natureDe(appel, r.prevu.type, s.accorde)
  return c.html(
    <EtablirPage
      site={c.var.site}
      s={s}
      nature={nature}
      duree={duree}
      choix={r.choix}
      signataire={refus?.signataire}
      errors={refus?.errors ?? {}}
    />,
    refus ? 422 : 200,
  )
}

async function etablir(c: Ctx<'id'>) {
  const corps = await c.req.parseBody()
  const saisie = { duree: texteSaisi(corps.duree), signataire: texteSaisi(corps.signataire) }
  const dossierId = param(c, 'id')
  const r = await etablirActe(ctxActeur(c), outilsDe(c), { dossierId, ...saisie })
  return r.ok ? c.redirect(`${paths.suivi.dossier(dossierId)}?fait=etabli`, 303) : refusActe(c, r.error, saisie)
}

function refusActe(c: Ctx<'id'>, r: RefusActe, saisie: { duree: string; signataire: string }) {
  switch (r.motif) {
    case 'duree':
      return formulaire(c, { ...saisie, errors: { duree: `Indiquez un nombre de mois, de 1 à ${DUREE_MAX}` } })
    case 'signataire':
      return formulaire(c, { ...saisie, errors: { signataire: r.phrase } })
    case 'deja':
      return pageDuProjet(c, 'service', `L’acte n°\u00a0${r.numero} est déjà établi.`, 409)
    case 'structure':
      return pageDuProjet(c, 'service', ATTENTE_SERVICE[r.attente], 409)
    case 'a_notifier':
      return pageDuProjet(c, 'service', 'La lettre de la décision n’est pas encore partie. Envoyez-la d’abord.', 409)
    default:
      return refuserActe(c, 'service', r)
  }
}

/** The act as it would be, for this duration. */
async function apercu(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const d = { dossierId: param(c, 'id'), duree: texteSaisi(c.req.query('duree')), signataire: texteSaisi(c.req.query('signataire')) }
  const r = await enTransaction(ctx, tx => preparerActe(tx, ctx, outilsDe(c), d, { id: nouvelId(), numerote: false }))
  if (!r.ok) return refusActe(c, r.error, d)
  return pdf(c, await rendrePdf('acte', { ...r.value.ecrit, etabliLe: ctx.instant }, { norme: 'UA-1' }), 'apercu.pdf')
}

async function retirer(c: Ctx<'id' | 'acte'>) {
  const dossierId = param(c, 'id')
  const r = await retirerActe(ctxActeur(c), { dossierId, acteId: param(c, 'acte') })
  if (r.ok) return c.redirect(`${paths.suivi.dossier(dossierId)}?fait=retire`, 303)
  return r.error.motif === 'signe'
    ? pageDuProjet(c, 'service', 'Cet acte est signé\u00a0: il ne se retire plus.', 409)
    : refuserActe(c, 'service', r.error)
}

async function servir(c: Ctx<'id' | 'acte'>, cote: Cote, signe: boolean) {
  const acte = (await projetDe(c, cote))?.actes.find(a => a.id === param(c, 'acte'))
  const cle = signe ? acte?.signeCle : acte?.cle
  return acte && cle
    ? pdfGarde(c, cle, `acte-${acte.numero.toLowerCase().replace(/[^a-z0-9]+/g, '-')}${signe ? '-signe' : ''}.pdf`)
    : c.notFound()
}

/** Where the QR code of a sheet leads: the page of its dossier, for whoever may read it. */
async function trouver(c: Ctx<'id' | 'acte'>) {
  const id = param(c, 'id')
  for (const [cote, vers] of [
    ['porteur', paths.actes.liste(id)],
    ['service', paths.suivi.dossier(id)],
  ] as const)
    if ((await projetDe(c, cote))?.actes.some(a => a.id === param(c, 'acte'))) return c.redirect(vers, 303)
  return c.notFound()
}

const signature = (c: Ctx<'id' | 'acte'>, cote: Cote, refus?: { signeLe: string; errors: FieldErrors }) =>
  pageDeForm(
    c,
    cote,
    p => {
      const acte = p.actes.find(a => a.id === param(c, 'acte'))
      if (!acte) return c.notFound()
      if (acte.signeLe) return pageDuProjet(c, cote, 'Cet acte est déjà signé.', 409)
      if (!p.peut('deposer_signe')) return refuserActe(c, cote, { motif: 'interdit' })
      return (
        <SignaturePage
          site={c.var.site}
          s={p.acces.s}
          cote={cote}
          acte={acte}
          signeLe={refus?.signeLe ?? ''}
          errors={refus?.errors ?? {}}
        />
      )
    },
    refus ? 422 : 200,
  )

async function signer(c: Ctx<'id' | 'acte'>, cote: Cote) {
  const ctx = ctxActeur(c)
  const { stockage, config } = c.var.deps
  const cible = { dossierId: param(c, 'id'), acteId: param(c, 'acte') }
  const lu = (await projetDe(c, cote)) && (await enTransaction(ctx, tx => acteASigner(tx, ctx, cible)))
  if (!lu) return c.notFound()
  if (!lu.ok) return refuserSignature(c, cote, lu.error)
  const reception = { instant: ctx.instant, formats: FORMATS_SIGNE, max: TAILLE_SIGNE, clamd: config.CLAMD, nombre: 1 }
  const { champs, fichiers } = await recevoirFormulaire({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, reception)
  const signeLe = texteSaisi(champs.signe_le)
  const refuser = (errors: FieldErrors) => signature(c, cote, { signeLe, errors })
  const refus = fichiers.ok ? undefined : fichiers.error
  if (refus?.kind === 'infecte') await noterInfection(ctx, { dossierId: cible.dossierId, code: 'acte', fichier: refus })
  const [fichier] = fichiers.ok ? fichiers.value : []
  if (!fichier) return refuser({ fichier: messageFichier(refus ?? { kind: 'absent' }, { formats: FORMATS_SIGNE, max: TAILLE_SIGNE }) })
  const r = await deposerSigne(ctx, { ...cible, signeLe, fichier }).catch(async (e: unknown) => {
    await stockage.supprimer(fichier.cle)
    throw e
  })
  if (r.ok) return c.redirect(`${retourDe(cible, cote)}?fait=signe`, 303)
  await stockage.supprimer(fichier.cle)
  if (r.error.motif === 'date' || r.error.motif === 'verse') return refuser({ signe_le: r.error.phrase })
  return refuserSignature(c, cote, r.error)
}

function refuserSignature(c: Ctx<'id' | 'acte'>, cote: Cote, r: Exclude<RefusSignature, { motif: 'date' | 'verse' }>) {
  if (r.motif === 'deja') return signature(c, cote)
  return r.motif === 'perime' ? pageDuProjet(c, cote, `${PERIME}.`, 409) : refuserActe(c, cote, r)
}
