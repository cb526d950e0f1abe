import { enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { estUuid } from '../../../lib/uuid.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies, lirePublie } from '../../appels/index.ts'
import { entetesFichier, messageFichier, recevoirFormulaire } from '../../fichiers/index.ts'
import { fluxRequete } from '../../pieces/index.ts'
import { ecrireFeuille, FORMATS_FEUILLE } from '../../tableur/index.ts'
import { defaireMouvement } from './defaire.ts'
import { documentRoutes } from './document.routes.tsx'
import { sommesParAppel } from './emploi.queries.ts'
import { CHAMPS_MOUVEMENT, lireSaisie, pageEnveloppes } from './enveloppes.page.tsx'
import { extraireRegistre } from './exporter.ts'
import { FORMATS_DOCUMENT, TAILLE_DOCUMENT } from './joindre.ts'
import { phraseTrop, type SaisieMouvement } from './mouvement.rules.ts'
import { mouvementer, type RefusMouvement } from './mouvementer.ts'
import { noterInfectee } from './noter-infectee.ts'
import { ouvrirLesEnveloppes } from './ouvrir.ts'
import { phraseDefaire } from './phrases.ts'
import { ToutesPage } from './toutes.view.tsx'

const argent = exigeRole('administrateur', 'direction')

/** The money of a call, for the administration of the guichet and its direction. */
export const enveloppesRoutes = () =>
  router()
    .get(paths.administration.toutesEnveloppes, argent, toutes)
    .get(paths.administration.enveloppes, argent, c => pageEnveloppes(c))
    .post(paths.administration.ouvertureEnveloppes, argent, ouvrir)
    .post(paths.administration.mouvements, argent, ecrire)
    .post(paths.administration.annulationMouvement, argent, defaire)
    .get(paths.administration.registre, argent, registre)
    .et(documentRoutes())

const page = (slug: string, fait: string) => `${paths.administration.enveloppes(slug)}?fait=${fait}`

async function toutes(c: Ctx) {
  const { guichetId } = c.var.ctx
  const appels = await enTransaction(c.var.ctx, async tx => {
    const sommes = await sommesParAppel(tx, guichetId)
    return (await appelsPublies(tx, guichetId)).map(({ appel, appelId }) => ({
      slug: appel.slug,
      titre: appel.titre,
      ouvert: sommes.get(appelId),
    }))
  })
  return c.html(<ToutesPage site={c.var.site} appels={appels} />)
}

async function ouvrir(c: Ctx<'slug'>) {
  const r = await ouvrirLesEnveloppes(ctxActeur(c), param(c, 'slug'))
  if (r.ok) return c.redirect(page(param(c, 'slug'), 'ouverture'), 303)
  if (r.error.motif === 'deja') return pageEnveloppes(c, { refus: 'Les enveloppes sont déjà ouvertes.', statut: 409 })
  return c.notFound()
}

async function ecrire(c: Ctx<'slug'>) {
  const ctx = ctxActeur(c)
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const { stockage, config } = c.var.deps
  const reception = { instant: ctx.instant, formats: FORMATS_DOCUMENT, max: TAILLE_DOCUMENT, clamd: config.CLAMD, nombre: 1 }
  const { champs, fichiers } = await recevoirFormulaire({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, reception)
  const saisie = lireSaisie(champ => champs[champ])
  const fichier = fichiers.ok ? fichiers.value[0] : undefined
  const oublier = async () => fichier && (await stockage.supprimer(fichier.cle))
  if (champs.acte === 'calculer') {
    await oublier()
    return c.redirect(apercu(lu.appel.slug, saisie), 303)
  }
  const cle = estUuid(champs.cle ?? '') ? champs.cle! : nouvelId()
  if (!fichiers.ok) {
    if (fichiers.error.kind === 'infecte') await noterInfectee(ctx, lu.appelId, fichiers.error)
    return pageEnveloppes(c, {
      saisie,
      cle,
      errors: { fichier: messageFichier(fichiers.error, { formats: FORMATS_DOCUMENT, max: TAILLE_DOCUMENT }) },
      statut: 422,
    })
  }
  const r = await mouvementer(ctx, { appelId: lu.appelId, cle, saisie, vu: (champs.vu ?? '').slice(0, 400), fichier }).catch(
    async (e: unknown) => {
      await oublier()
      throw e
    },
  )
  if (!r.ok || r.value.deja) await oublier()
  return r.ok ? c.redirect(page(lu.appel.slug, `mouvement-${r.value.numero}`), 303) : refuser(c, r.error, { saisie, cle }, !!fichier)
}

/** The page with what was typed, where what it would change is read: an address, so that « back » and a reload show it again. */
function apercu(slug: string, saisie: SaisieMouvement) {
  const dits = CHAMPS_MOUVEMENT.filter(champ => saisie[champ] !== '').map(champ => [champ, saisie[champ]])
  return `${paths.administration.enveloppes(slug)}?${new URLSearchParams(dits)}#nouveau`
}

const CLE_PRISE =
  'Ce formulaire a déjà servi pour un autre appel\u00a0: rien n’est enregistré. Votre saisie est gardée\u00a0: relisez-la et renvoyez-la.'
type Garde = { saisie: SaisieMouvement; cle: string }
function refuser(c: Ctx<'slug'>, r: RefusMouvement, garde: Garde, avecFichier: boolean) {
  // a browser never gives a chosen file back
  const rechoisir = avecFichier ? ' Choisissez à nouveau le document.' : ''
  switch (r.motif) {
    case 'introuvable':
      return c.notFound()
    case 'interdit':
      return pageEnveloppes(c, { refus: 'Cet acte n’est pas le vôtre.', statut: 403 })
    case 'saisie':
      return pageEnveloppes(c, { ...garde, errors: r.errors, statut: 422 })
    case 'trop':
      return pageEnveloppes(c, { ...garde, errors: { montant: phraseTrop(r.m, r.max) }, statut: 422 })
    case 'cle':
      return pageEnveloppes(c, { saisie: garde.saisie, refus: `${CLE_PRISE}${rechoisir}`, statut: 409 })
    case 'a_relire':
      return pageEnveloppes(c, {
        ...garde,
        refus: `Rien n’est enregistré encore\u00a0: lisez ce que ce mouvement change, puis confirmez.${rechoisir}`,
        statut: 422,
      })
    case 'change':
      return pageEnveloppes(c, {
        ...garde,
        refus: `L’argent a bougé pendant votre saisie\u00a0: ${r.m.e.libelle} a ${formatEuros(r.reste)} à décider et non ${formatEuros(r.avant)}. Rien n’est enregistré, votre saisie est gardée\u00a0: relisez et renvoyez.${rechoisir}`,
        statut: 409,
      })
  }
}

async function defaire(c: Ctx<'slug' | 'mouvement'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const r = await defaireMouvement(ctxActeur(c), { appelId: lu.appelId, mouvementId: param(c, 'mouvement') })
  if (r.ok) return c.redirect(page(lu.appel.slug, `defait-${r.value.numero}`), 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  return pageEnveloppes(c, { refus: phraseDefaire(r.error), statut: r.error.motif === 'interdit' ? 403 : 409 })
}

async function registre(c: Ctx<'slug' | 'fichier'>) {
  const format = FORMATS_FEUILLE.find(f => param(c, 'fichier') === `registre.${f}`)
  const lu = format && (await lirePublie(c))
  if (!format || !lu) return c.notFound()
  const ctx = ctxActeur(c)
  const { type, flux } = ecrireFeuille(format, await enTransaction(ctx, tx => extraireRegistre(tx, ctx, lu)))
  return c.body(flux, 200, entetesFichier(type, `registre-${lu.appel.slug}.${format}`))
}
