import { symmetricDecrypt } from 'better-auth/crypto'
import { toString as dessinerQr } from 'qrcode'
import { type Ctx, ctxActeur, param, router } from '../../http.ts'
import { type FieldErrors, parseForm } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { aConfirmer, versConfirmation } from './a-confirmer.ts'
import { appeler } from './appeler.ts'
import { suivreBillet } from './billet.ts'
import { confirmationForm } from './compte.form.ts'
import { fait, faitDe } from './compte.routes.tsx'
import { aMotDePasse, clesAcces, fermerAutresSessions, garderSecondFacteur, retirerCle, totpDe } from './comptes.queries.ts'
import { essayerCode } from './essayer-code.ts'
import { noterActe } from './noter.ts'
import { demandeur, jetonOuvert, retourDemande, texteDe, transmettreCookies, tropDEssais } from './reponses.tsx'
import { CodesSecoursPage, type Inscription, InscriptionPage, SecondFacteurPage } from './second-facteur.view.tsx'
import type { Service } from './service.ts'

/** Enrolling and removing a second factor. `/compte/*` is already guarded: nobody comes here before giving the factor that they have. */
export function secondFacteurRoutes(s: Service) {
  const page = async (c: Ctx, { errors = {}, retour }: { errors?: FieldErrors; retour?: string | undefined } = {}) => (
    <SecondFacteurPage site={c.var.site} vue={await vue(c)} retour={retour} fait={faitDe(c)} errors={errors} />
  )
  const motDePasseFaux = async (c: Ctx, champ: string, retour?: string) =>
    c.html(await page(c, { errors: { [champ]: 'Ce n’est pas votre mot de passe' }, retour }), 422)
  const montrerCodes = (c: Ctx, codes: readonly string[], fait: string, suite: string = paths.compte.secondFacteur) =>
    c.html(<CodesSecoursPage site={c.var.site} codes={codes} suite={suite} fait={fait} />)
  const corpsMotDePasse = (v: unknown) => (texteDe(v) ? { password: texteDe(v) } : {})

  return router()
    .get(paths.compte.secondFacteur, async c => c.html(await page(c, { retour: retourDemande(c.req.query('retour')) })))
    .post(paths.compte.secondFacteur, async c => {
      const saisie = await c.req.parseBody()
      const retour = retourDemande(saisie.retour)
      const confirmation = await versConfirmation(c, paths.compte.secondFacteur)
      if (confirmation) return confirmation
      const res = await appeler(s.auth, demandeur(c), '/two-factor/enable', corpsMotDePasse(saisie.mot_de_passe))
      if (res.status === 429) return tropDEssais(c, res)
      if (!res.ok && (await codeErreur(res)) === 'INVALID_PASSWORD') return motDePasseFaux(c, 'mot_de_passe', retour)
      return c.redirect(
        res.ok ? `${paths.compte.secondFacteurCode}${retour ? `?${new URLSearchParams({ retour })}` : ''}` : paths.compte.secondFacteur,
        303,
      )
    })
    .get(paths.compte.secondFacteurCode, async c => {
      const inscription = await enCours(c, s)
      if (!inscription) return c.redirect(paths.compte.secondFacteur, 303)
      return c.html(<InscriptionPage site={c.var.site} inscription={inscription} retour={retourDemande(c.req.query('retour'))} />)
    })
    .post(paths.compte.secondFacteurCode, async c => {
      const saisie = await c.req.parseBody()
      const retour = retourDemande(saisie.retour)
      const inscription = await enCours(c, s)
      if (!inscription) return c.redirect(paths.compte.secondFacteur, 303)
      const lu = parseForm(confirmationForm, { code: texteDe(saisie.code) })
      const refuser = (errors: FieldErrors) =>
        c.html(<InscriptionPage site={c.var.site} inscription={inscription} retour={retour} errors={errors} />, 422)
      if (!lu.ok) return refuser(lu.errors)
      const confirmation = await versConfirmation(c, paths.compte.secondFacteurCode)
      if (confirmation) return confirmation
      const { acteur } = ctxActeur(c)
      const qui = { compteId: acteur.compteId, cle: acteur.sessionId }
      const essai = await essayerCode(c, s.auth, qui, { genre: 'totp', code: lu.value.code })
      if (!essai.ok) {
        if (essai.error.kind === 'trop') return tropDEssais(c)
        return refuser({ code: 'Ce code n’est pas celui de l’application. Attendez le suivant, et vérifiez l’heure de votre téléphone' })
      }
      const res = essai.value
      transmettreCookies(c, res)
      await suivreBillet(c, jetonOuvert(c, res))
      await noterActe(c.var.ctx, 'compte.second_facteur.ajouter')
      const { backupCodes } = await s.auth.api.viewBackupCodes({ body: { userId: ctxActeur(c).acteur.compteId } })
      return montrerCodes(c, backupCodes, 'Votre application est enregistrée.', retour)
    })
    .post(paths.compte.codesSecours, async c => {
      const confirmation = await versConfirmation(c, paths.compte.secondFacteur)
      if (confirmation) return confirmation
      const res = await appeler(
        s.auth,
        demandeur(c),
        '/two-factor/generate-backup-codes',
        corpsMotDePasse((await c.req.parseBody()).mot_de_passe),
      )
      if (res.status === 429) return tropDEssais(c, res)
      if (!res.ok) return motDePasseFaux(c, 'mot_de_passe_codes')
      await noterActe(c.var.ctx, 'compte.codes_secours.refaire')
      const { backupCodes } = (await res.json()) as { backupCodes: string[] }
      return montrerCodes(c, backupCodes, 'Vos codes de secours sont refaits. Les précédents ne servent plus.')
    })
    .post(paths.compte.secondFacteurRetrait, async c => {
      const confirmation = await versConfirmation(c, paths.compte.secondFacteur)
      if (confirmation) return confirmation
      const res = await appeler(s.auth, demandeur(c), '/two-factor/disable', corpsMotDePasse((await c.req.parseBody()).mot_de_passe))
      if (res.status === 429) return tropDEssais(c, res)
      if (!res.ok) return motDePasseFaux(c, 'mot_de_passe_retrait')
      transmettreCookies(c, res)
      const jeton = jetonOuvert(c, res)
      await suivreBillet(c, jeton)
      if (jeton) {
        await garderSecondFacteur(c.var.deps.db, jeton)
        await fermerAutresSessions(c.var.deps.db, ctxActeur(c).acteur.compteId, { jeton })
      }
      await noterActe(c.var.ctx, 'compte.second_facteur.retirer')
      return c.redirect(fait('second_facteur', paths.compte.secondFacteur), 303)
    })
    .post(paths.compte.cleAcces, async c => {
      const confirmation = await versConfirmation(c, paths.compte.secondFacteur)
      if (confirmation) return confirmation
      const { compteId, sessionId } = ctxActeur(c).acteur
      if (!(await retirerCle(c.var.deps.db, compteId, param(c, 'id')))) return c.notFound()
      await fermerAutresSessions(c.var.deps.db, compteId, { id: sessionId })
      await noterActe(c.var.ctx, 'compte.cle_acces.retirer')
      return c.redirect(fait('cle', paths.compte.secondFacteur), 303)
    })
}

const codeErreur = async (res: Response) => ((await res.json().catch(() => ({}))) as { code?: string }).code

async function vue(c: Ctx) {
  const { db, acteur } = ctxActeur(c)
  const [totp, cles, motDePasse, confirmer] = await Promise.all([
    totpDe(db, acteur.compteId),
    clesAcces(db, acteur.compteId),
    aMotDePasse(db, acteur.compteId),
    aConfirmer(c),
  ])
  return {
    totp: totp?.verified === true,
    cles: cles.map(k => ({ id: k.id, nom: k.name ?? 'Clé d’accès' })),
    motDePasse,
    aConfirmer: confirmer,
    exige: acteur.rolesEnAttente.length > 0,
  }
}

/** The enrolment that waits for its first code: its secret, as a drawing and as text (base32). */
async function enCours(c: Ctx, s: Service): Promise<Inscription | undefined> {
  const { db, acteur } = ctxActeur(c)
  const totp = await totpDe(db, acteur.compteId)
  if (!totp || totp.verified) return undefined
  const { secretConfig } = await s.auth.$context
  const secret = base32(await symmetricDecrypt({ key: secretConfig, data: totp.secret }))
  const nom = c.var.deps.config.guichet.nom
  const params = new URLSearchParams({ secret, issuer: nom, digits: '6', period: '30' })
  const uri = `otpauth://totp/${encodeURIComponent(nom)}:${encodeURIComponent(acteur.courriel)}?${params.toString().replaceAll('+', '%20')}`
  // its light squares are the page's own white (`.gt-qr`): a drawing of them would be one that nobody tells from what is behind
  const svg = await dessinerQr(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M', width: 232, color: { light: '#0000' } })
  return { qr: svg.replace('<svg ', '<svg role="img" aria-label="QR code à lire avec l’application" '), secret }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** RFC 4648 base32 without padding: what applications take as a secret. */
function base32(texte: string): string {
  const bits = [...Buffer.from(texte)].map(o => o.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(b => ALPHABET[Number.parseInt(b.padEnd(5, '0'), 2)]).join('')
}
