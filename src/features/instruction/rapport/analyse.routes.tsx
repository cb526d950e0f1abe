import { nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { aRepartir } from '../../enveloppes/index.ts'
import { dansLePerimetre, exigeInstructeur, phraseRefus } from '../../service/index.ts'
import { lireCadre } from '../lire-cadre.ts'
import { repondreRefus } from '../reponses.tsx'
import { AnalysePage, type AnalyseVue } from './analyse.view.tsx'
import { enregistrerAuFil } from './au-fil.tsx'
import { reglesDeLaProposition } from './base.ts'
import type { ConflitVu } from './conflits.view.tsx'
import { enregistrerRapport } from './enregistrer.ts'
import { fichesTerminees } from './enveloppe.queries.ts'
import { faitsSous } from './faits.ts'
import { ficheDe } from './fiche.ts'
import { type Conflit, marque, type Saisie } from './fusion.ts'
import { champsDe, type Grille, libelleChamp, motChamp } from './grille.rules.ts'
import { type Analyse, lireAnalyse } from './lire-analyse.ts'
import { manquesDuRapport } from './manques.ts'
import { enTextes, lireProposition, proposer } from './proposition.rules.ts'
import type { PropositionVue } from './proposition.view.tsx'
import { lireSaisie, refusSaisie } from './saisie.ts'
import { type RefusFin, rouvrirRapport, terminerRapport } from './terminer.ts'

/** The report on a dossier. */
export const analyseRoutes = () =>
  router()
    .get(paths.instruction.analyse, exigeInstructeur, pageAnalyse)
    .post(paths.instruction.analyse, exigeInstructeur, enregistrer)
    .put(paths.instruction.analyse, exigeInstructeur, enregistrerAuFil)
    .post(paths.instruction.finAnalyse, exigeInstructeur, terminer)
    .post(paths.instruction.reouvertureAnalyse, exigeInstructeur, async c => {
      const r = await rouvrirRapport(ctxActeur(c), param(c, 'id'))
      return r.ok ? versAnalyse(c, 'rouvert') : repondreRefus(c, r.error)
    })

const FAITS: Record<string, string> = {
  enregistre: 'La fiche est enregistrée.',
  termine: 'La fiche est terminée.',
  rouvert: 'La fiche est de nouveau ouverte.',
}
const versAnalyse = (c: Ctx<'id'>, fait: string) => c.redirect(`${paths.instruction.analyse(param(c, 'id'))}?fait=${fait}`, 303)

async function pageAnalyse(c: Ctx<'id'>, retour?: Retour & { statut: 200 | 409 | 422 }) {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const analyse = await lireAnalyse(tx, ctx.guichetId, lu)
    const qui = {
      redige: peut(lu.place, 'rapporter', { dossier: lu.ligne.etat }),
      autres: await fichesTerminees(tx, ctx, lu.ligne),
      total: await aRepartir(tx, ctx.guichetId, lu.ligne.appel_id, analyse.lu.dossier.version.appel),
    }
    return (
      <AnalysePage
        site={c.var.site}
        cadre={await lireCadre(tx, ctx, lu)}
        analyse={analyseVue(analyse, qui, retour)}
        auFil={{
          cle: [ctx.guichetId, ctx.acteur.compteId, lu.ligne.dossier_id, 'analyse'].join('/'),
          page: nouvelId(),
          revision: analyse.rapport?.revision ?? 0,
        }}
        fait={retour ? undefined : faitDe(c, FAITS)}
      />
    )
  })
  return page ? c.html(page, retour?.statut ?? 200) : c.notFound()
}

/** The form of the report, read with the questions of the dossier's call; outside the perimeter there is none. */
async function demande(c: Ctx<'id'>) {
  const corps = await c.req.parseBody({ all: true })
  const analyse = await dansLePerimetre(c, (tx, lu): Promise<Analyse> => lireAnalyse(tx, c.var.ctx.guichetId, lu))
  if (!analyse) return undefined
  const version = Number(corps.version)
  const saisie = lireSaisie(analyse, corps)
  return {
    dossierId: param(c, 'id'),
    saisie,
    /** Asked only to compute: what it would give, nothing saved. */
    essai: corps.geste === 'calculer' ? refusSaisie(analyse, saisie) : undefined,
    version: Number.isInteger(version) && version > 0 ? version : analyse.ligne.version,
    relue: corps.relue === 'oui',
  }
}

async function enregistrer(c: Ctx<'id'>) {
  const d = await demande(c)
  if (!d) return c.notFound()
  if (d.essai)
    return pageAnalyse(c, { saisie: d.saisie, relue: d.relue, errors: d.essai, statut: Object.keys(d.essai).length > 0 ? 422 : 200 })
  const r = await enregistrerRapport(ctxActeur(c), d)
  return r.ok ? versAnalyse(c, 'enregistre') : repondre(c, d, r.error)
}

async function terminer(c: Ctx<'id'>) {
  const d = await demande(c)
  if (!d) return c.notFound()
  const r = await terminerRapport(ctxActeur(c), d)
  return r.ok ? versAnalyse(c, 'termine') : repondre(c, d, r.error)
}

function repondre(c: Ctx<'id'>, { saisie, relue }: Pick<Retour, 'saisie' | 'relue'>, refus: RefusFin) {
  if (refus.motif === 'saisie') return pageAnalyse(c, { saisie, relue, errors: refus.errors, statut: 422 })
  if (refus.motif === 'conflits') return pageAnalyse(c, { saisie, relue, errors: {}, conflits: refus, statut: 409 })
  if (refus.motif === 'manques') {
    const parChamp = Map.groupBy(refus.manques, m => m.champ)
    const errors = Object.fromEntries([...parChamp].map(([champ, liste]) => [champ, liste.map(m => m.phrase).join(' ')]))
    return pageAnalyse(c, { saisie, relue, errors, incomplete: true, statut: 422 })
  }
  if (refus.motif === 'termine')
    return pageAnalyse(c, { saisie, errors: {}, ferme: 'La fiche d’analyse est terminée. Rouvrez-la pour la modifier.', statut: 409 })
  // the dossier left the instruction while somebody was writing
  if (refus.motif === 'etat') return pageAnalyse(c, { saisie, errors: {}, ferme: phraseRefus(refus), statut: 409 })
  return repondreRefus(c, refus)
}

/** What comes back with a form that was refused. */
type Retour = {
  saisie: Saisie
  errors: Record<string, string>
  relue?: boolean | undefined
  incomplete?: boolean
  conflits?: { conflits: readonly Conflit[]; par: string }
  /** The report can no longer be written: why. */
  ferme?: string
}

/** Whether the reader writes the report; the other finished reports that they may read; what the call has to share out. */
type PourQui = { redige: boolean; autres: { nombre: number; montant: number }; total: number }

/** What the page of the report shows, fresh or with what a refused form holds. Pure. */
function analyseVue(analyse: Analyse, { redige, autres, total }: PourQui, retour?: Retour): AnalyseVue {
  const { ligne, lu, grille, regles, rapport, contenu: enregistre } = analyse
  const conflits = retour?.conflits
  const champs = [...champsDe(grille), 'proposition']
  // after a conflict the form has seen what the other wrote, where its own field says something else
  const vu = (champ: string) => (retour && !conflits ? (retour.saisie.vus[champ] ?? '') : marque(enregistre[champ]))
  const valeur = (champ: string) => {
    const saisi = retour?.saisie.champs[champ]
    const intact = saisi !== undefined && marque(saisi) === (retour?.saisie.vus[champ] ?? '')
    return saisi === undefined || (conflits && intact) ? (enregistre[champ] ?? '') : saisi
  }
  const slug = lu.dossier.version.appel.slug
  const valeurs = Object.fromEntries(champs.map(c => [c, valeur(c)]))
  const vue = {
    valeurs,
    vus: Object.fromEntries(champs.map(c => [c, vu(c)])),
    errors: retour?.errors ?? {},
  }
  return {
    id: ligne.dossier_id,
    slug,
    grille,
    faits: new Map([
      ...grille.criteres.map(c => [c.code, faitsSous([c.clause], lu, regles)] as const),
      ...grille.priorites.map(p => [p.clauses.join(', '), faitsSous(p.clauses, lu, regles)] as const),
    ]),
    champs: vue,
    proposition: {
      slug,
      champs: vue,
      enveloppe: {
        total,
        autres,
        cette: lireProposition(enregistre.proposition!).montant,
      },
      ...propositionVue(analyse, valeurs.proposition ?? '', retour),
    },
    redige,
    ecrit: redige && !rapport?.termine,
    termine: rapport?.termine,
    fiche: ficheDe(analyse),
    manques: manquesDuRapport(analyse, enregistre, rapport?.version ?? ligne.version),
    incomplete: retour?.incomplete ?? false,
    relue: retour?.relue ?? false,
    version: { jugee: rapport?.version, derniere: ligne.version, deposeeLe: lu.lecture.faits.instant },
    modifie: rapport && { par: rapport.modifiePar, le: rapport.modifieLe },
    conflits: conflits && {
      par: conflits.par,
      liste: conflits.conflits.map(c => conflitVu(grille, c)),
    },
    ferme:
      retour?.ferme === undefined ? undefined : { phrase: retour.ferme, reponses: changes(retour.saisie).map(c => conflitVu(grille, c)) },
  }
}

const conflitVu = (grille: Grille, c: Conflit): ConflitVu => ({
  champ: c.champ,
  ancre: c.champ === 'proposition' ? 'base' : c.champ,
  libelle: libelleChamp(grille, c.champ),
  enregistre: motChamp(grille, c.champ, c.enregistre),
  saisi: motChamp(grille, c.champ, c.saisi),
})
/** What somebody has typed: the fields that are not as the page showed them. */
const changes = ({ champs, vus }: Saisie): Conflit[] =>
  Object.entries(champs).flatMap(([champ, saisi]) =>
    saisi && marque(saisi) !== (vus[champ] ?? '') ? [{ champ, enregistre: '', saisi }] : [],
  )

/** The proposal as it stands, or as it was typed: what cannot be read stays in its field. */
function propositionVue({ lu, base }: Analyse, texte: string, retour?: Retour): Omit<PropositionVue, 'slug' | 'champs' | 'enveloppe'> {
  const saisie = retour && !retour.conflits ? retour.saisie.proposition : undefined
  const proposition = saisie ? proposer(saisie, base.lignes, base).proposition : lireProposition(texte)
  const calcules = enTextes(proposition)
  const textes = saisie ? { ...calcules, ...gardes(saisie, calcules, retour?.errors ?? {}) } : calcules
  return { base, proposition, textes, regles: reglesDeLaProposition(lu, proposition) }
}

type Textes = ReturnType<typeof enTextes>
const gardes = (saisie: Textes, calcules: Textes, errors: Record<string, string>) =>
  Object.fromEntries((['base', 'taux', 'montant'] as const).filter(c => errors[c] || calcules[c] === '').map(c => [c, saisie[c]]))
