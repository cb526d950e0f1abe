import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { comparateur } from '../../lib/comparer-textes.ts'
import { type FieldErrors, parseForm, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { teteDe } from '../cadre/index.ts'
import { MOTS_TROP_DE_COURRIELS } from '../courriels/index.ts'
import { peut, relation } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { avancement, formulaireDe, lireRegles } from '../examen/index.ts'
import { lireDossier } from '../mon-dossier/index.ts'
import { chercherPartout, decrireFiche, decrireStructure, lireAnnuaire, MESSAGES_RECHERCHE } from '../structures/index.ts'
import { compareesMotAMot } from '../versions/index.ts'
import type { RefusAcces } from './acces.ts'
import { AssociationPage, PartenairePage, type SaisieAssociation, type SaisiePartenaire } from './association.view.tsx'
import { associerPartenaire, type RefusAssociation } from './associer.ts'
import type { FaitPartenaires } from './bloc.view.tsx'
import { etapesOuvrables } from './etapes-ouvertes.ts'
import { modifierPartenaire } from './modifier.ts'
import { partenairesVus } from './partenaires.donnees.ts'
import { associationForm, partenaireForm } from './partenaires.form.ts'
import { relancer } from './relancer.ts'
import { retirerPartenaire } from './retirer-partenaire.ts'
import { suiviPartenaires } from './suivi.ts'
import { historiqueDe } from './validations.queries.ts'

/** The other structures of a project, for its porteur: associated, changed, withdrawn, reminded. */
export function partenairesRoutes() {
  const app = router()
  app.get(paths.dossiers.partenaires, exigeCompte, nouveau)
  app.post(paths.dossiers.partenaires, exigeCompte, associer)
  app.get(paths.dossiers.partenaire, exigeCompte, voir)
  app.post(paths.dossiers.partenaire, exigeCompte, modifier)
  app.post(paths.dossiers.retraitPartenaire, exigeCompte, retirer)
  app.post(paths.dossiers.relance, exigeCompte, relance)
  return app
}

/** The step that one comes from, else the one where partners are listed; without any, the dossier itself. */
function retourPartenaires(d: Dossier, fait?: FaitPartenaires, depuis?: unknown) {
  const { etapes } = formulaireDe(d.version.appel, d.contenu)
  const etape = etapes.find(e => e.code === depuis) ?? etapes.find(e => e.blocs.includes('partenaires'))
  const suite = fait ? `?fait=${fait}#partenaires` : '#partenaires'
  return etape ? `${paths.dossiers.etape(d.id, etape.code)}${suite}` : paths.dossiers.voir(d.id)
}

/** The dossier, when its partners may be changed by this person now. */
async function aAssocier(c: Ctx<'id'>): Promise<Dossier | undefined> {
  const d = await lireDossier(c)
  return d && peut(relation(c.var.ctx.acteur, d), 'associer', { dossier: d.etat }) && modifiable(d, c.var.ctx.instant) ? d : undefined
}

const commun = (c: Ctx, d: Dossier) => ({
  site: c.var.site,
  tete: teteDe(c, d),
  etapes: avancement(lireRegles(d, c.var.ctx.instant), d.contenu),
  retour: retourPartenaires(d),
  ouvrables: etapesOuvrables(d),
})

const plusieurs = (v: unknown): string[] => (Array.isArray(v) ? v : [v]).filter(x => typeof x === 'string' && x !== '')
const lirePartenaire = (b: Record<string, unknown>): SaisiePartenaire => ({
  role: texteSaisi(b.role),
  contact: texteSaisi(b.contact),
  etapes: plusieurs(b.etapes),
})
const lireAssociation = (b: Record<string, unknown>): SaisieAssociation => ({
  ...lirePartenaire(b),
  q: texteSaisi(b.q),
  structure: texteSaisi(b.structure),
  courriel: texteSaisi(b.courriel),
})

/** The form, empty, or with what a search without script has found and all that was typed. */
async function nouveau(c: Ctx<'id'>) {
  const d = await aAssocier(c)
  if (!d) return c.notFound()
  const values = lireAssociation({ ...c.req.query(), etapes: c.req.queries('etapes') ?? [] })
  return c.html(await pageAssociation(c, d, values, {}, values.q !== ''))
}

type Partout = Extract<Awaited<ReturnType<typeof chercherPartout>>, { genre: 'trouvees' }>
const trouveeDe = (s: Partout['structures'][number]) => ({ id: s.id, nom: s.nom, detail: decrireStructure(s), declaree: s.declaree })
const trouveeDeFiche = (f: Partout['fiches'][number]) => ({ id: f.siren, nom: f.nom, detail: decrireFiche(f), declaree: false })

async function pageAssociation(c: Ctx, d: Dossier, values: SaisieAssociation, errors: FieldErrors, chercher: boolean) {
  if (chercher) await lireAnnuaire(c, values.q)
  const r = chercher ? await chercherPartout(c, values.q) : undefined
  const lues = r?.genre === 'trouvees' ? [...r.structures.map(trouveeDe), ...r.fiches.filter(f => !f.fermee).map(trouveeDeFiche)] : []
  const trouvees = lues.length > 0 ? lues : undefined
  const message =
    !r || trouvees
      ? undefined
      : r.genre === 'trouvees'
        ? `Aucune structure ne ressemble à «\u00a0${values.q}\u00a0»`
        : MESSAGES_RECHERCHE[r.genre]
  return (
    <AssociationPage {...commun(c, d)} values={values} trouvees={trouvees} errors={{ ...(message ? { q: message } : {}), ...errors }} />
  )
}

async function associer(c: Ctx<'id'>) {
  const d = await aAssocier(c)
  if (!d) return repondreRefus(c, await lireDossier(c))
  const brut = await c.req.parseBody({ all: true })
  const values = lireAssociation(brut)
  const liste = 'choix' in brut
  // without script the form first searches: what was found is then to be chosen
  if (!values.structure && values.q && !liste) {
    const { etapes, ...textes } = values
    const q = new URLSearchParams([...Object.entries(textes), ...etapes.map(e => ['etapes', e])] as string[][])
    return c.redirect(`${paths.dossiers.partenaires(d.id)}?${q}`, 303)
  }
  const refuser = async (errors: FieldErrors) => c.html(await pageAssociation(c, d, values, errors, liste), 422)
  const lu = parseForm(associationForm, values)
  if (!lu.ok) return refuser(lu.errors)
  const { structure, courriel, ...reste } = lu.value
  const demande = { ...reste, dossierId: d.id, structureId: structure || undefined, courriel: courriel || undefined }
  const r = await associerPartenaire(ctxActeur(c), demande)
  if (r.ok) return c.redirect(retourPartenaires(d, r.value.deja ? 'deja' : 'associee'), 303)
  const erreurs = erreursDe(r.error, liste)
  return erreurs ? refuser(erreurs) : repondreRefus(c, await lireDossier(c))
}

function erreursDe(refus: RefusAssociation, liste: boolean): FieldErrors | undefined {
  const place = liste ? 'structure' : 'q'
  switch (refus.motif) {
    case 'structure':
      return { [place]: 'Choisissez une structure, ou indiquez un courriel' }
    case 'fermee':
      return { [place]: `${refus.nom} est fermée\u00a0: elle ne peut pas être partenaire` }
    case 'porteur':
      return { [place]: 'C’est votre structure\u00a0: elle porte déjà le projet' }
    case 'sans_compte':
      return { courriel: `Personne n’a encore de compte pour ${refus.nom}. Indiquez un courriel de cette structure` }
    case 'trop_de_courriels':
      return { [refus.limite === 'destinataire' ? 'courriel' : place]: MOTS_TROP_DE_COURRIELS[refus.limite] }
    case 'trop':
      return { [place]: `Un projet réunit ${refus.max}\u00a0structures au plus` }
    default:
      return undefined
  }
}

async function voir(c: Ctx<'id' | 'partenaire'>) {
  const d = await aAssocier(c)
  const p = d?.partenaires.find(x => x.id === param(c, 'partenaire'))
  return d && p ? c.html(await pagePartenaire(c, d, p.id, p)) : c.notFound()
}

async function pagePartenaire(c: Ctx, d: Dossier, id: string, values: SaisiePartenaire, errors: FieldErrors = {}) {
  const partenaire = partenairesVus(d, c.var.ctx.instant).find(p => p.id === id)!
  const { changements } = await suiviPartenaires(c.var.ctx, d)
  const historique = await enTransaction(c.var.ctx, tx => historiqueDe(tx, c.var.ctx.guichetId, id))
  return (
    <PartenairePage
      {...commun(c, d)}
      partenaire={partenaire}
      values={values}
      errors={errors}
      differences={compareesMotAMot(changements.get(id) ?? [], comparateur())}
      historique={historique}
    />
  )
}

async function modifier(c: Ctx<'id' | 'partenaire'>) {
  const d = await aAssocier(c)
  const partenaireId = param(c, 'partenaire')
  if (!d?.partenaires.some(p => p.id === partenaireId)) return repondreRefus(c, d ? undefined : await lireDossier(c))
  const values = lirePartenaire(await c.req.parseBody({ all: true }))
  const lu = parseForm(partenaireForm, values)
  if (!lu.ok) return c.html(await pagePartenaire(c, d, partenaireId, values, lu.errors), 422)
  const r = await modifierPartenaire(ctxActeur(c), { dossierId: d.id, partenaireId, ...lu.value })
  return suite(c, r.ok ? 'modifiee' : r.error)
}

const designe = (c: Ctx<'id' | 'partenaire'>) => ({ dossierId: param(c, 'id'), partenaireId: param(c, 'partenaire') })

async function retirer(c: Ctx<'id' | 'partenaire'>) {
  const r = await retirerPartenaire(ctxActeur(c), designe(c))
  return suite(c, r.ok ? 'retiree' : r.error)
}

async function relance(c: Ctx<'id' | 'partenaire'>) {
  const r = await relancer(ctxActeur(c), designe(c))
  const { depuis } = await c.req.parseBody()
  if (r.ok) return suite(c, 'relancee', depuis)
  const { motif } = r.error
  return suite(c, motif === 'trop_tot' || motif === 'validee' || motif === 'trop_de_courriels' ? motif : r.error, depuis)
}

/** Back to the step with what was done, or the answer to a refusal. */
async function suite(c: Ctx<'id'>, issue: FaitPartenaires | RefusAcces, depuis?: unknown) {
  const d = await lireDossier(c)
  if (typeof issue !== 'string' || !d) return repondreRefus(c, typeof issue !== 'string' && issue.motif === 'introuvable' ? undefined : d)
  return c.redirect(retourPartenaires(d, issue, depuis), 303)
}

/** A dossier that no longer changes shows itself to its porteur; for anybody else this page does not exist. */
function repondreRefus(c: Ctx, d: Dossier | undefined) {
  return d && relation(c.var.ctx.acteur, d) === 'porteur' ? c.redirect(paths.dossiers.voir(d.id), 303) : c.notFound()
}
