import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, type Deps, exigeCompte, router } from '../../http.ts'
import { type FieldErrors, parseForm, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { type AppelPublie, duSimulateur, lirePublie } from '../appels/index.ts'
import {
  codeAttendu,
  codeRecuRefuse,
  creerService,
  demanderCode,
  essayerCodeRecu,
  FORMES,
  suiteConnexion,
  tropDEssais,
} from '../comptes/index.ts'
import { creerDossier } from '../espace/index.ts'
import { entree, MESSAGES_RECHERCHE } from '../structures/index.ts'
import { adresseDuCouloir, lireSaisie, type Saisie } from './couloir.donnees.ts'
import { motRefusStructure, structureForm } from './couloir.form.ts'
import { pageCouloir, resultatsPour, seuleTrouvee } from './couloir.page.tsx'

/** Beyond, the link of the mail does not carry the answers: the page that asked for it still does. */
const REPONSES_EN_COURRIEL = 1500

/**
 * Couloir: from the address of whoever comes to the first step of their draft, at one address that never goes back to the call's page. Owns no table. Invariant: what an answer
 * already tells is not asked; nobody learns who speaks for a structure before their own address is proven.
 */
export function couloirRoutes(d: Deps) {
  const service = creerService(d)
  return router()
    .use(`${paths.couloir.voir.motif}/*`, async (c, next) => {
      c.header('cache-control', 'no-store') // addresses of people stand in these pages
      await next()
    })
    .get(paths.couloir.voir, async c =>
      avecAppel(c, async p =>
        pageCouloir(
          c,
          p,
          lireSaisie(k => c.req.query(k)),
        ),
      ),
    )
    .post(paths.couloir.adresse, c =>
      avecAppel(c, async (p, brut) => {
        const saisie = lireSaisie(k => texteSaisi(brut[k]))
        const courriel = texteSaisi(brut.courriel)
        const lu = parseForm(FORMES.lien, { courriel })
        if (!lu.ok) return pageCouloir(c, p, { ...saisie, courriel, changer: 'adresse' }, { errors: lu.errors })
        const retour = adresseDuCouloir(p.appel.slug, saisie.r.length > REPONSES_EN_COURRIEL ? {} : saisie)
        const res = await demanderCode(c, service, { courriel: lu.value.courriel, retour })
        if (res.status === 429) return tropDEssais(c, res)
        if (!res.ok) throw new Error(`magic link: ${res.status}`)
        return c.redirect(adresseDuCouloir(p.appel.slug, saisie), 303)
      }),
    )
    .post(paths.couloir.code, c =>
      avecAppel(c, async (p, brut) => {
        const saisie = lireSaisie(k => texteSaisi(brut[k]))
        const ici = adresseDuCouloir(p.appel.slug, saisie)
        // the link was opened beside: there is nothing left to type
        if (c.var.ctx.acteur) return c.redirect(ici, 303)
        const lu = parseForm(FORMES.code, { code: texteSaisi(brut.code) })
        if (!lu.ok && (await codeAttendu(c))) return pageCouloir(c, p, { ...saisie, code: texteSaisi(brut.code) }, { errors: lu.errors })
        const r = lu.ok ? await essayerCodeRecu(c, service, lu.value.code) : undefined
        if (r?.ok) return c.redirect(await suiteConnexion(c, r.value, ici), 303)
        if (r?.error.kind === 'debit') return tropDEssais(c, r.error.res)
        if (!r || r.error.kind === 'perdu') return pageCouloir(c, p, { ...saisie, changer: 'adresse' }, { errors: { courriel: PERDU } })
        return pageCouloir(c, p, saisie, { errors: { code: codeRecuRefuse(r.error) }, statut: r.error.kind === 'trop' ? 429 : 422 })
      }),
    )
    .post(paths.couloir.structure, exigeCompte, c => avecAppel(c, (p, brut) => choisirStructure(c, p, brut)))
    .post(paths.couloir.brouillon, exigeCompte, c =>
      avecAppel(c, async (p, brut) => {
        const saisie = lireSaisie(k => texteSaisi(brut[k]))
        const titre = texteSaisi(brut.titre)
        const volet = duSimulateur.imposes(p.appel).volet ?? texteSaisi(brut.volet)
        const errors: FieldErrors = {
          ...(titre === ''
            ? { titre: 'Dites votre projet en une phrase' }
            : titre.length > 150
              ? { titre: 'Ce titre est trop long\u00a0: 150\u00a0caractères au plus' }
              : {}),
          ...(p.appel.volets.length > 0 && !p.appel.volets.some(v => v.code === volet) ? { volet: 'Choisissez un volet' } : {}),
        }
        if (Object.keys(errors).length > 0) return pageCouloir(c, p, { ...saisie, titre, volet }, { errors })
        return ouvrir(c, p, saisie, { titre, volet: volet || undefined })
      }),
    )
}
const PERDU = 'Ce code ne sert plus. Demandez un autre message, il arrive tout de suite'

type Brut = Record<string, unknown>
async function avecAppel(c: Ctx<'slug'>, suite: (p: AppelPublie, brut: Brut) => Promise<Response>): Promise<Response> {
  const publie = await lirePublie(c)
  if (!publie) return c.notFound()
  return suite(publie, c.req.method === 'GET' ? {} : await c.req.parseBody())
}

/** Joins the structure that was chosen; who speaks for it is shown first, where somebody does. Then the draft, unless there is one already or somebody must answer. */
async function choisirStructure(c: Ctx<'slug'>, p: AppelPublie, brut: Brut): Promise<Response> {
  const saisie = lireSaisie(k => texteSaisi(brut[k]))
  const ctx = ctxActeur(c)
  const dite = saisie.structure || (saisie.q ? await seuleTrouvee(c, saisie.q) : undefined)
  const deja = ctx.acteur.structures.find(s => s.id === dite)
  if (deja) return ouvrir(c, p, { ...saisie, structure: deja.id })
  if (!dite && saisie.q) {
    const trouve = await resultatsPour(c, saisie.q)
    if (trouve.genre === 'trouvees') return c.redirect(adresseDuCouloir(p.appel.slug, saisie), 303)
    return pageCouloir(c, p, saisie, { errors: { q: MESSAGES_RECHERCHE[trouve.genre] } })
  }
  const lu = parseForm(structureForm, { structure: dite ?? '', fonction: saisie.fonction })
  if (!lu.ok) return pageCouloir(c, p, { ...saisie, structure: dite ?? '' }, { errors: lu.errors })
  const { structure, fonction } = lu.value
  const parle = await enTransaction(ctx, tx => entree.quiParle(tx, ctx.guichetId, structure))
  if (parle.dejaEu && brut.vu !== 'oui') return c.redirect(adresseDuCouloir(p.appel.slug, { ...saisie, structure, fonction }), 303)
  const r = await entree.rejoindre(ctx, { structure, fonction })
  if (!r.ok) return pageCouloir(c, p, saisie, { errors: { q: motRefusStructure(r.error) } })
  const suivante: Saisie = { ...saisie, structure: r.value.structureId, q: '', fonction: '' }
  return r.value.etat === 'demandee' ? c.redirect(adresseDuCouloir(p.appel.slug, suivante), 303) : ouvrir(c, p, suivante)
}

/** The draft, with what was answered on the way; back to the corridor where something is to be chosen first. */
async function ouvrir(
  c: Ctx,
  p: AppelPublie,
  saisie: Saisie,
  plus: { titre?: string; volet?: string | undefined } = {},
): Promise<Response> {
  const { slug } = p.appel
  const q = duSimulateur.lire(saisie.r)
  const r = await creerDossier(ctxActeur(c), {
    slug,
    structureId: saisie.structure,
    autre: saisie.autre,
    contact: true,
    ...(q.size > 0 ? { simulateur: duSimulateur.reprise(p.appel, q) } : {}),
    ...plus,
    ...duSimulateur.imposes(p.appel),
  })
  if (r.ok) return c.redirect(paths.dossiers.voir(r.value.id), 303)
  return c.redirect(adresseDuCouloir(slug, r.error.motif === 'structure' ? { ...saisie, structure: '' } : saisie), 303)
}
