import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { ok } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { cadreDe } from '../cadre.ts'
import { formatPoints, pointsMax } from '../notation/notation.rules.ts'
import { exigeComite } from '../reponses.tsx'
import { placesSeance, type Seance } from '../seance.ts'
import { calculVu } from './calcul/calcul.donnees.ts'
import { creerScenario } from './creer.ts'
import { expliquerDossier } from './explication.ts'
import { matiereDe, ouvrirScenario, ouvrirScenarios, type RefusLecture, scenariosLisibles } from './lire.ts'
import { ScenariosPage } from './liste.view.tsx'
import { NouveauScenarioPage, type NouveauVue } from './nouveau.view.tsx'
import { calculsDe } from './probleme.queries.ts'
import { demandeDe, type Matiere } from './probleme.ts'
import { rejouerScenario } from './rejouer.ts'
import { relacherContrainte } from './relacher.ts'
import { refuser } from './reponses.tsx'
import { retirerScenario } from './retirer.ts'
import { champPart, partsPossibles, type SaisieScenario } from './scenario.form.ts'
import { ScenarioPage } from './scenario.view.tsx'
import { scenarioVu, vueScenario } from './scenarios.donnees.ts'

/** The scenarios of the envelope: the machine proposes, the comité decides. */
export const scenariosRoutes = () =>
  router()
    .get(paths.comite.scenarios, exigeComite, lister)
    .post(paths.comite.scenarios, exigeComite, creer)
    .get(paths.comite.nouveauScenario, exigeComite, nouveau)
    .get(paths.comite.scenario, exigeComite, montrer)
    .post(paths.comite.rejeuScenario, exigeComite, rejouer)
    .post(paths.comite.relachementScenario, exigeComite, relacher)
    .post(paths.comite.retraitScenario, exigeComite, retirer)

const RETIRE = 'Le scénario est retiré.'
const enveloppeDe = (m: Matiere) => m.sources.reduce((t, x) => t + Math.max(0, x.montant), 0)
const somme = (ns: readonly number[]) => ns.reduce((t, n) => t + n, 0)

async function lister(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lue = await ouvrirScenarios(tx, ctx, 'lire_scenarios', param(c, 'id'))
    if (!lue.ok) return { refus: lue.error }
    const { s } = lue.value
    return { s, matiere: await matiereDe(tx, ctx.guichetId, lue.value), scenarios: await scenariosLisibles(tx, ctx.guichetId, lue.value) }
  })
  if (r.refus) return refuser(c, r.refus)
  const { s, matiere, scenarios } = r
  const liste = {
    cadre: cadreDe(s),
    dossiers: matiere.candidats.length,
    demande: somme(matiere.candidats.map(x => x.aide ?? 0)),
    enveloppe: enveloppeDe(matiere),
    scenarios: scenarios.map(x => scenarioVu(s, x)),
    calculs: scenarios.map(calculVu),
    peutCreer: peut(placesSeance(s), 'simuler', { seance: s.etat }),
  }
  return c.html(<ScenariosPage site={c.var.site} liste={liste} fait={c.req.query('fait') === 'retire' ? RETIRE : undefined} />)
}

async function creer(c: Ctx<'id'>) {
  const id = param(c, 'id')
  const r = await creerScenario(ctxActeur(c), id, await c.req.parseBody({ all: true }))
  if (r.ok) return c.redirect(r.value.main ? paths.comite.montantsScenario(id, r.value.id) : paths.comite.scenario(id, r.value.id), 303)
  return r.error.motif === 'saisie' ? nouveau(c, r.error) : refuser(c, r.error)
}

type Retour = { errors: FieldErrors; saisie?: SaisieScenario }
async function nouveau(c: Ctx<'id'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lue = await ouvrirScenarios(tx, ctx, 'simuler', param(c, 'id'))
    if (!lue.ok) return { refus: lue.error }
    return { s: lue.value.s, matiere: await matiereDe(tx, ctx.guichetId, lue.value) }
  })
  if (r.refus) return refuser(c, r.refus)
  const { s, matiere } = r
  const seuil = s.appel.criteres.seuil
  const saisie = retour?.saisie ?? {
    nom: '',
    objectif: 'points',
    reduits: true,
    lots: s.appel.aide.lots !== undefined,
    seuil: seuil === undefined ? '' : String(seuil).replace('.', ','),
    plafond: '',
    parts: {},
    imposes: [],
    exclus: [],
    main: false,
  }
  const page = <NouveauScenarioPage site={c.var.site} vue={nouveauVue(s, matiere)} saisie={saisie} errors={retour?.errors ?? {}} />
  return c.html(page, retour ? 422 : 200)
}

function nouveauVue(s: Seance, m: Matiere): NouveauVue {
  const candidats = m.candidats.filter(x => demandeDe(x) > 0)
  return {
    cadre: cadreDe(s),
    enveloppe: enveloppeDe(m),
    parts: partsPossibles(s.appel).map(x => ({
      champ: champPart(x),
      libelle: x.libelle,
      demande: somme(candidats.filter(d => d[x.famille] === x.code).map(demandeDe)),
    })),
    lots: candidats.some(x => x.lots.length > 1),
    dossiers: candidats.map(x => ({
      id: x.id,
      porteur: x.porteur,
      declaree: x.declaree,
      titre: x.titre || x.numero,
      demande: demandeDe(x),
      note: `${formatPoints(x.points)} sur ${pointsMax(s.appel)}`,
    })),
    beneficiaires: candidats.some(x => x.beneficiaires > 0),
    sur: String(pointsMax(s.appel)),
    sansNote: candidats.filter(x => x.points === 0).length,
  }
}

const FAITS: Record<string, { texte: string; ton: 'success' | 'warning' }> = {
  change: { texte: 'Les montants sont enregistrés.', ton: 'success' },
  relache: { texte: 'La contrainte est relâchée.', ton: 'success' },
  revision: { texte: 'Ce scénario a changé entre-temps. Relisez-le avant de relâcher une contrainte.', ton: 'warning' },
  meme: { texte: 'Le calcul, refait à partir de ce que le scénario garde, donne le même résultat au centime près.', ton: 'success' },
  autre: { texte: 'Le calcul refait ne donne pas le même résultat. Préparez un nouveau scénario.', ton: 'warning' },
}

async function montrer(c: Ctx<'id' | 'scenario'>) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lu = await ouvrirScenario(tx, ctx, 'lire_scenarios', { seanceId: param(c, 'id'), scenarioId: param(c, 'scenario') })
    if (!lu.ok) return lu
    const { s, scenario } = lu.value
    const ids = scenario.probleme.dossiers.map(d => d.id)
    return ok({ s, scenario, calculs: await calculsDe(tx, ctx.guichetId, s.appel, ids) })
  })
  if (!r.ok) return refuser(c, r.error)
  const { s, scenario, calculs } = r.value
  const demande = c.req.query('pourquoi')
  const pourquoi = demande ? await expliquerDossier(scenario, demande, c.req.raw.signal) : undefined
  const vue = vueScenario(s, scenario, calculs, pourquoi)
  return c.html(<ScenarioPage site={c.var.site} vue={vue} fait={faitDe(c, FAITS)} />)
}

async function rejouer(c: Ctx<'id' | 'scenario'>) {
  const [seanceId, scenarioId] = [param(c, 'id'), param(c, 'scenario')]
  const r = await rejouerScenario(ctxActeur(c), { seanceId, scenarioId })
  if (!r.ok) return refuser(c, r.error)
  return c.redirect(`${paths.comite.scenario(seanceId, scenarioId)}?fait=${r.value.meme ? 'meme' : 'autre'}`, 303)
}

async function relacher(c: Ctx<'id' | 'scenario'>) {
  const [seanceId, scenarioId] = [param(c, 'id'), param(c, 'scenario')]
  const corps = await c.req.parseBody()
  const demande = { seanceId, scenarioId, cle: texteSaisi(corps.cle), revision: texteSaisi(corps.revision) }
  const r = await relacherContrainte(ctxActeur(c), demande)
  const fait = r.ok ? 'relache' : r.error.motif === 'revision' ? 'revision' : undefined
  if (fait) return c.redirect(`${paths.comite.scenario(seanceId, scenarioId)}?fait=${fait}`, 303)
  return refuser(c, (r as { error: RefusLecture }).error)
}

async function retirer(c: Ctx<'id' | 'scenario'>) {
  const [seanceId, scenarioId] = [param(c, 'id'), param(c, 'scenario')]
  const r = await retirerScenario(ctxActeur(c), { seanceId, scenarioId })
  return r.ok ? c.redirect(`${paths.comite.scenarios(seanceId)}?fait=retire`, 303) : refuser(c, r.error)
}
