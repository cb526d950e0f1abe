import { confier, PHRASE_TRAVAIL } from '../../atelier/index.ts'
import { enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, router } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { nettoyer, texteSaisi } from '../../lib/forms.ts'
import { texteDuFichier } from '../../lib/texte-envoye.ts'
import { paths } from '../../paths.ts'
import { appelsEtVersions, appelsPublies, dernierTexte, slugSur } from '../appels/index.ts'
import { AccueilStudioPage, type SaisieModele } from './accueil.view.tsx'
import { brouillonsDe, nomsDesDepartements } from './brouillons.queries.ts'
import { creer } from './creer.ts'
import { origineDuModele } from './modeles/laisses.ts'
import { modelesOfferts, texteDuModele } from './modeles/lire-modeles.ts'
import { type CodeModele, MODELES } from './modeles/modeles.table.ts'
import { codeDossierDe, slugDe } from './modeles/nommer.rules.ts'
import { REFUS_CREER } from './refus.table.ts'
import { texteEntier } from './studio.form.ts'

const admin = exigeRole('administrateur')
const FAITS: Record<string, string> = { jete: 'Le brouillon est jeté.' }
const TITRE_MAX = 200
/** Years for which a call may be begun from a model. */
const ANNEES = { min: 2020, max: 2090 } as const

/** The drafts of the guichet, and the ways to begin one: a model, a call of the guichet, a file. */
export const accueilRoutes = () =>
  router()
    .get(paths.studio.accueil, admin, c => accueil(c))
    .post(paths.studio.accueil, admin, ouvrir)
    .post(paths.studio.modele, admin, depuisModele)
    .post(paths.studio.reprise, admin, reprise)

/** `source`, `saisie`: what was typed and is refused, given back. */
type Refus = { errors: Record<string, string>; source?: string; saisie?: SaisieModele }
async function accueil(c: Ctx, refus?: Refus) {
  const { ctx, site } = c.var
  const lu = await enTransaction(ctx, async tx => ({
    brouillons: await brouillonsDe(tx, ctx.guichetId),
    appels: (await appelsEtVersions(tx, ctx.guichetId)).flatMap(a => {
      const derniere = a.versions[0]
      return derniere ? [{ slug: a.slug, titre: derniere.titre, numero: derniere.numero }] : []
    }),
  }))
  const page = (
    <AccueilStudioPage
      site={site}
      {...lu}
      modeles={modelesOfferts()}
      saisie={{ modele: '', titre: '', annee: anneeProposee(ctx.instant) }}
      fait={refus ? undefined : faitDe(c, FAITS)}
      {...refus}
    />
  )
  return c.html(page, refus ? 422 : 200)
}
/** From the autumn on, people write the call of the next year. */
const anneeProposee = (instant: Date) => {
  const [annee = '', mois = ''] = dateCivile(instant).split('-')
  return String(Number(annee) + (Number(mois) > 8 ? 1 : 0))
}

/** A draft from a file, or from a text. */
async function ouvrir(c: Ctx) {
  const { fichier, source } = await c.req.parseBody()
  const envoye = fichier instanceof File && fichier.size > 0 ? fichier : undefined
  const lu = envoye ? (await texteDuFichier(envoye))?.replaceAll('\r\n', '\n') : texteEntier(source)
  if (lu === undefined)
    return accueil(c, { errors: { fichier: 'Ce fichier n’est pas un texte. Envoyez un fichier .yml enregistré en UTF-8.' } })
  if (lu.trim() === '') return accueil(c, { errors: { fichier: 'Choisissez un fichier, ou collez son texte.' } })
  const r = await creer(ctxActeur(c), {
    source: lu,
    origine: envoye ? `D’un fichier, ${nettoyer(envoye.name).slice(0, 200)}` : 'D’un texte collé',
  })
  if (!r.ok) return accueil(c, { errors: { [envoye ? 'fichier' : 'source']: REFUS_CREER[r.error] }, source: envoye ? '' : lu })
  return c.redirect(`${paths.studio.brouillon(r.value)}?fait=cree`, 303)
}

/** A draft from one of the product's models, for this guichet and a year. */
async function depuisModele(c: Ctx) {
  const corps = await c.req.parseBody()
  const [modele, titre, annee] = ['modele', 'titre', 'annee'].map(champ => nettoyer(texteSaisi(corps[champ]))) as [string, string, string]
  const saisie = { modele, titre, annee }
  const errors: Record<string, string> = {}
  if (!Object.hasOwn(MODELES, modele)) errors.modele = 'Choisissez un modèle.'
  if (titre === '') errors.titre = 'Donnez un nom à l’appel.'
  else if (titre.length > TITRE_MAX) errors.titre = `Le nom dépasse ${TITRE_MAX}\u00a0caractères.`
  const an = /^\d{4}$/.test(annee) ? Number(annee) : 0
  if (an < ANNEES.min || an > ANNEES.max) errors.annee = 'Écrivez l’année de l’appel, par exemple 2027.'
  if (Object.keys(errors).length > 0) return accueil(c, { errors, saisie })
  const ctx = ctxActeur(c)
  const { territoire, service } = c.var.deps.config.guichet
  const lu = await enTransaction(ctx, async tx => ({
    departements: await nomsDesDepartements(tx, territoire.departements),
    pris: new Set((await appelsEtVersions(tx, ctx.guichetId)).map(a => a.slug)),
    codes: await codesPris(tx, ctx.guichetId),
  }))
  const choisi = MODELES[modele as CodeModele]
  const travail = await confier(
    'debuterModele',
    {
      source: texteDuModele(modele as CodeModele),
      titre,
      slug: slugDe(titre, an, lu.pris),
      codeDossier: codeDossierDe(titre, an, new Set(lu.codes)),
      ans: an - choisi.annee,
      territoire: { libelle: territoire.nom, region: territoire.region, departements: lu.departements },
      service,
    },
    { pour: ctx.acteur.compteId },
  )
  if (!travail.ok) return accueil(c, { errors: { modele: `${PHRASE_TRAVAIL[travail.error]}.` }, saisie })
  const r = await creer(ctx, { source: travail.value, origine: origineDuModele(modele as CodeModele, annee) })
  if (!r.ok) return accueil(c, { errors: { modele: REFUS_CREER[r.error] }, saisie })
  return c.redirect(`${paths.studio.brouillon(r.value)}?fait=modele`, 303)
}

/** A draft from a call of the guichet: as it is, or with its dates a year later. */
async function reprise(c: Ctx) {
  const corps = await c.req.parseBody()
  const ctx = ctxActeur(c)
  const [choisi, codes] = await enTransaction(
    ctx,
    async tx => [await dernierTexte(tx, ctx.guichetId, slugSur(texteSaisi(corps.appel))), await codesPris(tx, ctx.guichetId)] as const,
  )
  if (!choisi) return accueil(c, { errors: { appel: 'Choisissez l’appel à reprendre.' } })
  const { source, titre, numero } = choisi
  const ici = `${titre}, version\u00a0${numero}`
  if (texteSaisi(corps.tel) === 'quel') return debuter(c, { source, origine: `Nouvelle version de ${ici}` })
  const travail = await confier('reprendreAppel', { source, codes }, { pour: ctx.acteur.compteId })
  if (!travail.ok) return accueil(c, { errors: { appel: `${PHRASE_TRAVAIL[travail.error]}.` } })
  if (!travail.value.ok) return debuter(c, { source, origine: `Repris de ${ici}` })
  return debuter(c, { source: travail.value.value.texte, origine: `Repris de ${ici}, dates avancées d’un an` }, 'repris')
}
/** What the numbers of dossiers begin with in the calls that are published: two calls that shared one could not both be. */
const codesPris = async (tx: Tx, guichetId: string) => (await appelsPublies(tx, guichetId)).map(p => p.appel.code_dossier)
async function debuter(c: Ctx, depart: { source: string; origine: string }, fait = 'cree') {
  const r = await creer(ctxActeur(c), depart)
  return r.ok ? c.redirect(`${paths.studio.brouillon(r.value)}?fait=${fait}`, 303) : accueil(c, { errors: { appel: REFUS_CREER[r.error] } })
}
