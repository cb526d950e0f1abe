import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { valeurA } from '../../formes/index.ts'
import { codesOfferts } from '../codes-offerts.ts'
import { ecrireLieu } from '../document/lieux.ts'
import { enregistrer } from '../enregistrer.ts'
import { amorceDe, type Effet, offerte } from '../motifs/amorces.table.ts'
import { type Bareme, baremesDe } from '../motifs/baremes.ts'
import { offresDe } from '../motifs/offres.ts'
import { phraseRefus } from '../refus.table.ts'
import { revisionDe } from '../studio.form.ts'
import { blancsDe, lireBlancs } from './blancs.ts'
import { CLAUSE_PRISE, clauseCitee, SANS_CLAUSE } from './clause-citee.ts'
import { conditionsRoutes } from './condition.routes.tsx'
import { controleNeuf, etapesDe, questionsDuTest, regleNeuve } from './nouvelle.ts'
import { ouvrir, type Retour, retours, saisisDe, statutDe, un } from './ouvrir.ts'
import { EFFETS, offresDeLaRegle, type RegleVue, regleVue, saisiesDeLaRegle } from './regle.form.ts'
import { ReglePage } from './regle.view.tsx'
import { RegleNeuvePage } from './regle-neuve.view.tsx'
import { type Cible, cibleDe, enAdresse, reglesA, type Temps } from './temps.ts'

const admin = exigeRole('administrateur')
const TITRE_MAX = 300

/** A rule as its sentences, a new one from the catalogue, a condition as a sentence. */
export const reglesRoutes = () =>
  router()
    .get(paths.studio.regleNeuve, admin, c => montrerNeuve(c))
    .post(paths.studio.regleNeuve, admin, ajouter)
    .get(paths.studio.regle, admin, c => montrerRegle(c))
    .post(paths.studio.regle, admin, garderRegle)
    .et(conditionsRoutes())

/** The address counts from 1, as people do; the file from 0. */
const cible = (c: Ctx) => cibleDe(nom => c.req.query(nom)?.slice(0, 200))
const tempsDe = (c: Ctx): Temps => cible(c).temps ?? 1
const rangDe = (c: Ctx<'rang'>) => Number(param(c, 'rang')) - 1
const idDeLaRegle = (brut: unknown, rang: number, temps: Temps) =>
  String((valeurA(brut, [...reglesA(temps), rang]) as { id?: unknown } | null | undefined)?.id ?? '')

async function montrerRegle(c: Ctx<'brouillon' | 'rang'>, retour: Retour = {}) {
  const o = await ouvrir(c)
  if (o instanceof Response) return o
  const [rang, temps] = [rangDe(c), tempsDe(c)]
  const regle = regleVue(o.brut, rang, retour.conflits ? undefined : retour.saisis, temps)
  const ici = [...reglesA(temps), rang]
  if (!regle) return c.notFound()
  const { brouillon, remarques } = o
  const page = (
    <ReglePage
      site={c.var.site}
      brouillon={brouillon}
      regle={regle}
      id={idDeLaRegle(o.brut, rang, temps)}
      temps={temps}
      etapes={etapesDe(o.brut, temps)}
      offerts={codesOfferts(o.brut, [...ici, 'clauses'], { genre: 'feuille', type: 'clause' }, true) ?? []}
      baremes={baremesDeLaRegle(o.brut, regle, temps)}
      remarques={remarques}
      siennes={remarques.filter(r => ici.every((cle, i) => r.chemin[i] === cle))}
      {...retours(c, retour, o.brut)}
    />
  )
  return c.html(page, statutDe(retour))
}

/** Each scale beside the first sentence that stands on it. */
function baremesDeLaRegle(brut: unknown, { rang, controles }: RegleVue, temps: Temps): Map<string, Bareme[]> {
  const { offres } = offresDeLaRegle(brut, rang, temps)
  const vus = new Set<string>()
  return new Map(
    controles.map(c => {
      const formules = c.places.map(p => p.avant)
      const neufs = baremesDe(brut, formules, offres).filter(b => !vus.has(ecrireLieu(b.chemin)))
      for (const b of neufs) vus.add(ecrireLieu(b.chemin))
      return [c.cle, neufs]
    }),
  )
}

async function garderRegle(c: Ctx<'brouillon' | 'rang'>) {
  const saisis = await saisisDe(c)
  if (un(saisis, 'acte') === 'montrer') return montrerRegle(c, { saisis })
  const o = await ouvrir(c)
  if (o instanceof Response) return o
  const [rang, temps] = [rangDe(c), tempsDe(c)]
  if (idDeLaRegle(o.brut, rang, temps) !== un(saisis, 'regle'))
    return montrerRegle(c, { saisis, refus: phraseRefus({ motif: 'geste', refus: 'deplace' }) })
  const lu = saisiesDeLaRegle(o.brut, rang, saisis, temps)
  if (!lu.ok) return montrerRegle(c, { saisis, erreurs: lu.error })
  const r = await enregistrer(ctxActeur(c), {
    id: o.brouillon.id,
    revision: revisionDe(un(saisis, 'revision')),
    lieu: ecrireLieu([...reglesA(temps), rang]),
    saisies: lu.value,
  })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrerRegle(c, { saisis, refus: phraseRefus(r.error) })
  if (r.value.conflits.length > 0) return montrerRegle(c, { saisis, conflits: r.value.conflits })
  return c.redirect(
    `${paths.studio.regle(o.brouillon.id, rang + 1)}${enAdresse({ temps }, { fait: r.value.dit.length > 0 ? 'enregistre' : 'rien' })}`,
    303,
  )
}

async function montrerNeuve(c: Ctx<'brouillon'>, retour: Retour = {}) {
  const o = await ouvrir(c)
  if (o instanceof Response) return o
  const p = amorceDe(c.req.query('phrase') ?? '')
  const vers = cible(c)
  const { offres, regle } = autour(o.brut, vers)
  if (!p || !offerte(p, offres) || (vers.aussi !== undefined && !regle)) return c.notFound()
  const { saisis } = retour
  const dit = (nom: string, defaut: string) => saisis?.get(nom)?.[0] ?? defaut
  const page = (
    <RegleNeuvePage
      site={c.var.site}
      brouillon={o.brouillon}
      amorce={p.code}
      vers={vers}
      aussi={regle?.titre}
      texte={p.texte}
      en={blancsDe(p, offres, { cle: 'c0', rang: 0, saisis })}
      saisie={{
        titre: dit('titre', p.titre),
        clause: dit('clause', c.req.query('clause') ?? ''),
        clauseNom: dit('clause_nom', ''),
        clauseTexte: dit('clause_texte', ''),
        effet: dit('sinon', p.effet ?? 'non_respectee'),
        etape: dit('etape', ''),
        porteur: dit('porteur', ''),
      }}
      clauses={clausesDe(o.brut)}
      etapes={etapesDe(o.brut, vers.temps)}
      remarques={o.remarques}
      siennes={[]}
      {...retours(c, retour, o.brut)}
    />
  )
  return c.html(page, statutDe(retour))
}
/** What the sentence may speak of: of a rule to which it is added, what that rule may. */
function autour(brut: unknown, { temps = 1, aussi }: Cible) {
  if (aussi === undefined) return { offres: offresDe(brut), regle: undefined }
  return { offres: offresDeLaRegle(brut, aussi, temps).offres, regle: regleVue(brut, aussi, undefined, temps) }
}
const clausesDe = (brut: unknown) =>
  Object.entries((valeurA(brut, ['clauses']) ?? {}) as Record<string, { texte?: unknown } | null>).map(([nom, v]) => ({
    nom,
    texte: typeof v?.texte === 'string' ? v.texte : '',
  }))

async function ajouter(c: Ctx<'brouillon'>) {
  const saisis = await saisisDe(c)
  if (un(saisis, 'acte') === 'montrer') return montrerNeuve(c, { saisis })
  const o = await ouvrir(c)
  if (o instanceof Response) return o
  const p = amorceDe(c.req.query('phrase') ?? '')
  if (!p) return c.notFound()
  const vers = cible(c)
  const { temps = 1, aussi } = vers
  const { offres, regle } = autour(o.brut, vers)
  if (aussi !== undefined && !regle) return c.notFound()
  const lu = lireBlancs(p.motif, saisis, offres, { cle: 'c0', rang: 0 })
  const [titre, effet] = [un(saisis, 'titre').slice(0, TITRE_MAX), un(saisis, 'sinon')]
  const { clause, neuve, erreurs: desClauses } = regle ? SANS_CLAUSE : clauseCitee(saisis, clausesDe(o.brut))
  const erreurs: Record<string, string> = {
    ...(lu.ok ? {} : lu.error),
    ...(titre || regle ? {} : { titre: 'Donnez un titre à la règle.' }),
    ...desClauses,
  }
  if (!lu.ok || Object.keys(erreurs).length > 0) return montrerNeuve(c, { saisis, erreurs })
  const etapes = etapesDe(o.brut, temps)
  const choisi = Object.hasOwn(EFFETS, effet) ? (effet as Effet) : 'non_respectee'
  const porteur = un(saisis, 'porteur')
  const valeur = regle
    ? controleNeuf(lu.value, offres, { effet: choisi, porteur })
    : regleNeuve(lu.value, offres, etapes, {
        titre,
        clause,
        effet: choisi,
        etape: etapes.some(e => e.code === un(saisis, 'etape')) ? un(saisis, 'etape') : '',
        porteur,
        si: p.si,
        duTest: questionsDuTest(o.brut),
      })
  const lieu = ecrireLieu(regle ? [...reglesA(temps), aussi!, 'controles'] : reglesA(temps))
  const r = await enregistrer(ctxActeur(c), {
    id: o.brouillon.id,
    revision: revisionDe(un(saisis, 'revision')),
    lieu,
    saisies: [],
    gestes: neuve,
    ordre: { verbe: 'ajouter', lieu, valeur },
  })
  // of what is sent, only a new clause may stand there by now
  if (!r.ok && neuve.length > 0 && r.error.motif === 'geste' && r.error.refus === 'deplace')
    return montrerNeuve(c, { saisis, erreurs: { clause_nom: CLAUSE_PRISE } })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrerNeuve(c, { saisis, refus: phraseRefus(r.error) })
  const rang = aussi ?? Number(r.value.ou?.at(-1) ?? 0)
  return c.redirect(
    `${paths.studio.regle(o.brouillon.id, rang + 1)}${enAdresse({ temps }, { fait: regle ? 'condition' : 'ajoutee' })}`,
    303,
  )
}
