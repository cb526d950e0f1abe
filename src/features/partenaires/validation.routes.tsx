import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { comparateur } from '../../lib/comparer-textes.ts'
import { parseForm, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { relu, teteDe } from '../cadre/index.ts'
import { peut } from '../decret/index.ts'
import { cloturePour, modifiable } from '../delais/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { avancement, contenuAValider, empreinteAValider, lireRegles } from '../examen/index.ts'
import { lireDossier, pageNeChangePlus } from '../mon-dossier/index.ts'
import { compareesMotAMot, differences } from '../versions/index.ts'
import { mesPartenaires } from './acces.ts'
import { declinerProjet } from './decliner.ts'
import { partenairesVus } from './partenaires.donnees.ts'
import { refusForm, validationForm } from './validation.form.ts'
import { ValidationPage, type ValidationProps } from './validation.view.tsx'
import { historiqueDe } from './validations.queries.ts'
import { validerProjet } from './valider.ts'

/** The project as a partner reads it, and its validation in the name of its structure. */
export function validationRoutes() {
  const app = router()
  app.get(paths.dossiers.validation, exigeCompte, lire)
  app.post(paths.dossiers.validation, exigeCompte, valider)
  app.post(paths.dossiers.refusPartenaire, exigeCompte, decliner)
  return app
}

type Retour = Partial<Pick<ValidationProps, 'values' | 'errors' | 'avis' | 'fait' | 'refus'>>

async function lire(c: Ctx<'id'>) {
  const d = await lireDossier(c)
  const vue = d && (await page(c, d, c.req.query('partenaire'), { fait: c.req.query('fait') === '1' }))
  return vue ? c.html(vue) : c.notFound()
}

/** The page for one of the partners that the person speaks for: the one asked, else the first that is still to validate. */
async function page(c: Ctx, d: Dossier, demande: string | undefined, r: Retour = {}) {
  const { acteur, guichetId, instant } = ctxActeur(c)
  const { appel } = d.version
  const noms = new Set(mesPartenaires(acteur, d.partenaires).map(p => p.id))
  const miens = partenairesVus(d, instant).filter(p => noms.has(p.id))
  const partenaire = miens.find(p => p.id === demande) ?? miens.find(p => p.etat !== 'validee') ?? miens[0]
  if (!partenaire) return undefined
  const historique = await enTransaction(c.var.ctx, tx => historiqueDe(tx, guichetId, partenaire.id))
  const [derniere] = historique
  const l = lireRegles(d, instant)
  const valables = peut('partenaire', 'valider', { dossier: d.etat }) && modifiable(d, instant)
  return (
    <ValidationPage
      site={c.var.site}
      tete={teteDe(c, d)}
      etapes={d.complement ? undefined : avancement(l, d.contenu)}
      porteur={d.structure.nom}
      partenaire={partenaire}
      autres={miens.filter(p => p !== partenaire)}
      nom={acteur.nom}
      cloture={d.complement?.echeance ?? cloturePour(d, instant)}
      complements={d.complement !== undefined}
      empreinte={valables ? empreinteAValider(appel, d.contenu) : undefined}
      differences={
        partenaire.etat === 'a_revalider' && derniere
          ? compareesMotAMot(differences(appel, derniere.contenu, contenuAValider(appel, d.contenu)), comparateur())
          : []
      }
      historique={historique}
      clauses={clausesDe(l)}
      relecture={relu(c, d, l, false)}
      values={{ fonction: derniere?.fonction ?? '', moyens: derniere?.moyens ?? '', engagement: false }}
      {...r}
    />
  )
}

const clausesDe = (l: ReturnType<typeof lireRegles>) => [
  ...new Set(l.verdicts.filter(v => v.champ === 'partenaires').flatMap(v => v.clauses)),
]

async function valider(c: Ctx<'id'>) {
  const d = await lireDossier(c)
  const brut = await c.req.parseBody()
  const partenaireId = texteSaisi(brut.partenaire)
  if (!d || !mesPartenaires(ctxActeur(c).acteur, d.partenaires).some(p => p.id === partenaireId)) return c.notFound()
  const values = { fonction: texteSaisi(brut.fonction), moyens: texteSaisi(brut.moyens), engagement: brut.engagement === 'oui' }
  const lu = parseForm(validationForm, { ...values, engagement: brut.engagement })
  if (!lu.ok && ouverte(c, d)) return c.html((await page(c, d, partenaireId, { values, errors: lu.errors }))!, 422)
  if (!lu.ok) return validationPerdue(c, d, values)
  const { fonction, moyens } = lu.value
  const r = await validerProjet(ctxActeur(c), { dossierId: d.id, partenaireId, fonction, moyens, empreinte: texteSaisi(brut.empreinte) })
  const ici = paths.dossiers.validation(param(c, 'id'))
  if (r.ok) return c.redirect(`${ici}?fait=1&partenaire=${partenaireId}`, 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  if (r.error.motif === 'fige') return validationPerdue(c, d, values)
  const avis = 'Le projet a changé depuis que vous avez ouvert cette page. Relisez-le, puis validez.'
  const relu = await lireDossier(c)
  const vue = relu && (await page(c, relu, partenaireId, { values, avis }))
  return vue ? c.html(vue, 409) : c.notFound()
}

async function decliner(c: Ctx<'id' | 'partenaire'>) {
  const d = await lireDossier(c)
  const partenaireId = param(c, 'partenaire')
  if (!d || !mesPartenaires(ctxActeur(c).acteur, d.partenaires).some(p => p.id === partenaireId)) return c.notFound()
  const motif = texteSaisi((await c.req.parseBody()).motif)
  const lu = parseForm(refusForm, { motif })
  if (!lu.ok && ouverte(c, d)) return c.html((await page(c, d, partenaireId, { refus: { motif, erreur: lu.errors.motif } }))!, 422)
  if (!lu.ok) return perdue(c, d, { 'Votre motif': motif })
  const r = await declinerProjet(ctxActeur(c), { dossierId: d.id, partenaireId, ...lu.value })
  if (r.ok) return c.redirect(`${paths.espace}?decline=${r.value.numero}`, 303)
  return r.error.motif === 'fige' ? perdue(c, d, { 'Votre motif': motif }) : c.notFound()
}

const ouverte = (c: Ctx, d: Dossier) => modifiable(d, c.var.ctx.instant)
const validationPerdue = (c: Ctx, d: Dossier, { fonction, moyens }: { fonction: string; moyens: string }) =>
  perdue(c, d, { 'Votre fonction': fonction, 'Ce que votre structure apporte': moyens })
const perdue = (c: Ctx, d: Dossier, saisi: Record<string, string>) =>
  pageNeChangePlus(c, d, {
    titre: 'Valider le projet',
    perdus: Object.entries(saisi).map(([libelle, texte]) => ({ libelle, texte })),
  })
