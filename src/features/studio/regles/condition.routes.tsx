import { type Ctx, ctxActeur, exigeRole, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { type Chemin, formeA, valeurA } from '../../formes/index.ts'
import { lireLieu } from '../document/lieux.ts'
import { enregistrer } from '../enregistrer.ts'
import { nomDuLieu } from '../lieu.donnees.ts'
import { CONDITIONS } from '../motifs/amorces.table.ts'
import { formuleDe } from '../motifs/composer.ts'
import type { Offres } from '../motifs/offre.ts'
import { offresDe } from '../motifs/offres.ts'
import { phraseRefus } from '../refus.table.ts'
import { type Section, sectionDe } from '../sections.table.ts'
import { revisionDe } from '../studio.form.ts'
import { blancsDe, type Champs, lireBlancs } from './blancs.ts'
import type { Erreurs } from './cadre.view.tsx'
import { ConditionPage } from './condition.view.tsx'
import { ouvrir, type Retour, retours, saisisDe, statutDe, un } from './ouvrir.ts'
import { lirePlace, placeDe } from './regle.form.ts'

const admin = exigeRole('administrateur')

/** When something is asked or said, as a sentence, at one place of a draft. */
export const conditionsRoutes = () =>
  router()
    .get(paths.studio.condition, admin, c => montrerCondition(c))
    .post(paths.studio.condition, admin, garderCondition)

const LIEU_MAX = 900
/** A place where a condition stands, or may: what it is of, and the names that it may speak of. */
function conditionA(c: Ctx, brut: unknown): { chemin: Chemin; offres: Offres; section: Section; nom: string } | undefined {
  const lieu = c.req.query('lieu') ?? ''
  if (lieu.length > LIEU_MAX || !/^(\/[^/]+){2,}\/(si|applicable_si)$/.test(lieu)) return undefined
  const chemin = lireLieu(lieu, brut)
  const parent = valeurA(brut, chemin.slice(0, -1))
  const section = sectionDe(chemin)
  if (!section || parent === null || typeof parent !== 'object' || !formeA(brut, chemin)) return undefined
  const lues = offresDe(brut, chemin.at(-3) === 'questions' ? { avant: chemin } : {})
  // what a form shows, partners see too: it may not hang on the porteur's other dossiers
  const noms = chemin[0] === 'regles' ? lues.noms : new Map([...lues.noms].filter(([, o]) => o.sorte !== 'autres'))
  return { chemin, offres: { ...lues, noms }, section, nom: nomDuLieu(brut, chemin.slice(0, -1)) }
}
const objetDe = (chemin: Chemin, nom: string) =>
  chemin.at(-1) === 'applicable_si'
    ? `La règle «\u00a0${nom}\u00a0» s’applique seulement dans ce cas. Ailleurs, elle est sans objet.`
    : chemin.at(-3) === 'questions'
      ? `La question «\u00a0${nom}\u00a0» est posée seulement dans ce cas. Une condition parle de ce qui est demandé plus haut.`
      : `«\u00a0${nom}\u00a0» est demandé seulement dans ce cas.`

async function montrerCondition(c: Ctx<'brouillon'>, retour: Retour = {}) {
  const o = await ouvrir(c)
  if (o instanceof Response) return o
  const la = conditionA(c, o.brut)
  if (!la) return c.notFound()
  const { chemin, offres, section, nom } = la
  const lieu = c.req.query('lieu')!
  const { id } = o.brouillon
  const parent = lieu.slice(0, lieu.lastIndexOf('/'))
  const generale = paths.studio.lieu(paths.studio.section(id, section), parent)
  const formule = valeurA(o.brut, chemin)
  // a list of conditions has a page of its own, one field a condition
  if (formule !== undefined && typeof formule === 'object') return c.redirect(generale, 303)
  const { saisis } = retour
  const motif = CONDITIONS.find(x => x.motif === c.req.query('motif'))
  const neuve = motif && { motif: motif.motif, en: blancsDe(motif, offres, { cle: 'si', rang: 0, saisis }) }
  const place = formule === undefined ? undefined : placeDe('si', lieu, String(formule), { offres, saisis })
  const page = (
    <ConditionPage
      site={c.var.site}
      brouillon={o.brouillon}
      section={section}
      titre={chemin.at(-1) === 'applicable_si' ? 'Quand la règle s’applique' : 'Quand c’est demandé'}
      lieu={lieu}
      objet={objetDe(chemin, nom)}
      place={place}
      neuve={neuve}
      choix={CONDITIONS}
      retour={chemin[0] === 'regles' ? paths.studio.regle(id, Number(chemin[1]) + 1) : generale}
      remarques={o.remarques}
      siennes={[]}
      {...retours(c, retour, o.brut)}
    />
  )
  return c.html(page, statutDe(retour))
}

async function garderCondition(c: Ctx<'brouillon'>) {
  const saisis = await saisisDe(c)
  if (un(saisis, 'acte') === 'montrer') return montrerCondition(c, { saisis })
  const o = await ouvrir(c)
  if (o instanceof Response) return o
  const la = conditionA(c, o.brut)
  if (!la) return c.notFound()
  const lieu = c.req.query('lieu')!
  const motif = CONDITIONS.find(x => x.motif === c.req.query('motif'))
  const retirer = un(saisis, 'acte') === 'retirer'
  const lu = retirer
    ? { saisies: [[lieu, ''] as [string, string]], erreurs: {} }
    : motif
      ? neuveA(lieu, motif.motif, saisis, la.offres)
      : lireSi(o.brut, la, lieu, saisis)
  if (Object.keys(lu.erreurs).length > 0) return montrerCondition(c, { saisis, erreurs: lu.erreurs })
  const r = await enregistrer(ctxActeur(c), { id: o.brouillon.id, revision: revisionDe(un(saisis, 'revision')), lieu, saisies: lu.saisies })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrerCondition(c, { saisis, refus: phraseRefus(r.error) })
  if (r.value.conflits.length > 0) return montrerCondition(c, { saisis, conflits: r.value.conflits })
  const fait = retirer ? 'retiree' : r.value.dit.length > 0 ? 'enregistre' : 'rien'
  return c.redirect(`${paths.studio.condition(o.brouillon.id)}?${new URLSearchParams({ lieu, fait })}`, 303)
}
function neuveA(lieu: string, motif: string, saisis: Champs, offres: Offres): { saisies: [string, string][]; erreurs: Erreurs } {
  const lu = lireBlancs(motif, saisis, offres, { cle: 'si', rang: 0 })
  return lu.ok ? { saisies: [[lieu, formuleDe(lu.value)]], erreurs: {} } : { saisies: [], erreurs: lu.error }
}
const lireSi = (brut: unknown, { chemin, offres }: { chemin: Chemin; offres: Offres }, lieu: string, saisis: Champs) =>
  lirePlace(placeDe('si', lieu, String(valeurA(brut, chemin) ?? ''), { offres, saisis }), saisis, offres)
