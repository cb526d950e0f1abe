import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { direPourquoi, lancerExplication } from '../../enveloppes/index.ts'
import { cadreDe } from '../cadre.ts'
import { peutAuComite } from '../comite.rules.ts'
import { formatPoints, tousLesCriteres } from '../notation/notation.rules.ts'
import { exigeComite, ID } from '../reponses.tsx'
import { placesSeance, type Seance } from '../seance.ts'
import { proposerScenario } from './creer.ts'
import { matiereDe, ouvrirScenario, ouvrirScenarios } from './lire.ts'
import { ScenariosPage } from './liste.view.tsx'
import { NouveauScenarioPage, type NouveauVue } from './nouveau.view.tsx'
import { demandeDe, type Matiere } from './probleme.ts'
import { rejouerScenario } from './rejouer.ts'
import { refuser, SCENARIO } from './reponses.tsx'
import type { SaisieScenario } from './scenario.form.ts'
import { type Scenario, scenariosDe } from './scenario.queries.ts'
import { ScenarioPage } from './scenario.view.tsx'
import { allocationDe, scenarioVu, vueScenario } from './vue.ts'

/** The scenarios of the envelope: the machine proposes, the comité decides. */
export const scenariosRoutes = () =>
  router()
    .get(paths.comite.scenarios(ID), exigeComite, c => lister(c as Ctx))
    .post(paths.comite.scenarios(ID), exigeComite, c => proposer(c as Ctx))
    .get(paths.comite.nouveauScenario(ID), exigeComite, c => nouveau(c as Ctx))
    .get(paths.comite.scenario(ID, SCENARIO), exigeComite, c => montrer(c as Ctx))
    .post(paths.comite.rejeuScenario(ID, SCENARIO), exigeComite, c => rejouer(c as Ctx))

const enveloppeDe = (m: Matiere) => m.sources.reduce((t, x) => t + Math.max(0, x.montant), 0)
const somme = (ns: readonly number[]) => ns.reduce((t, n) => t + n, 0)

async function lister(c: Ctx) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lue = await ouvrirScenarios(tx, ctx, 'lireScenarios', param(c, 'id'))
    if (!lue.ok) return { refus: lue.error }
    const { s } = lue.value
    return { s, matiere: await matiereDe(tx, ctx.guichetId, lue.value), scenarios: await scenariosDe(tx, ctx.guichetId, s.id) }
  })
  if (r.refus) return refuser(c, r.refus)
  const { s, matiere, scenarios } = r
  const liste = {
    cadre: cadreDe(s),
    dossiers: matiere.candidats.length,
    demande: somme(matiere.candidats.map(x => x.aide ?? 0)),
    enveloppe: enveloppeDe(matiere),
    scenarios: scenarios.map(scenarioVu),
    peutCreer: peutAuComite('simuler', s.etat, placesSeance(s)),
  }
  return c.html(<ScenariosPage site={c.var.site} liste={liste} />)
}

async function proposer(c: Ctx) {
  const id = param(c, 'id')
  const r = await proposerScenario(ctxActeur(c), id, await c.req.parseBody({ all: true }))
  if (r.ok) return c.redirect(paths.comite.scenario(id, r.value), 303)
  if (r.error.motif === 'saisie') return nouveau(c, r.error)
  if (r.error.motif === 'temps')
    return nouveau(c, { errors: { _temps: 'Le calcul n’a rien trouvé dans le temps donné. Retirez des contraintes, puis relancez-le.' } })
  return refuser(c, r.error)
}

type Retour = { errors: FieldErrors; saisie?: SaisieScenario }
async function nouveau(c: Ctx, retour?: Retour) {
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
    seuil: seuil === undefined ? '' : String(seuil).replace('.', ','),
    plafond: '',
    parts: {},
    imposes: [],
    exclus: [],
  }
  const page = <NouveauScenarioPage site={c.var.site} vue={nouveauVue(s, matiere)} saisie={saisie} errors={retour?.errors ?? {}} />
  return c.html(page, retour ? 422 : 200)
}

function nouveauVue(s: Seance, m: Matiere): NouveauVue {
  const candidats = m.candidats.filter(x => demandeDe(x) > 0)
  return {
    cadre: cadreDe(s),
    enveloppe: enveloppeDe(m),
    departements: s.appel.territoire.departements.map(d => ({
      code: d.code,
      nom: d.nom,
      demande: somme(candidats.filter(x => x.departement === d.code).map(demandeDe)),
    })),
    dossiers: candidats.map(x => ({
      id: x.id,
      porteur: x.porteur,
      titre: x.titre || x.numero,
      demande: demandeDe(x),
      note: formatPoints(x.points),
    })),
    beneficiaires: candidats.some(x => x.beneficiaires > 0),
    sur: String(somme(tousLesCriteres(s.appel).map(k => k.poids * k.echelons.at(-1)!.note))),
    sansNote: candidats.filter(x => x.points === 0).length,
  }
}

/** Long enough for hundreds of dossiers; past it, the page says that there was no time. */
const EXPLICATION_MS = 5_000

async function expliquer(x: Scenario, id: string | undefined) {
  const allocation = allocationDe(x)
  if (!allocation || !id || !x.probleme.dossiers.some(d => d.id === id)) return undefined
  const e = await lancerExplication({ probleme: x.probleme, allocation, id, limiteMs: EXPLICATION_MS })
  return 'statut' in e ? undefined : { id, ...direPourquoi(x.probleme, e) }
}

const FAITS: Record<string, { texte: string; ton: 'success' | 'warning' }> = {
  change: { texte: 'Les montants sont enregistrés.', ton: 'success' },
  temps: { texte: 'Le calcul n’a pas abouti à temps. Réessayez.', ton: 'warning' },
  meme: { texte: 'Le calcul, refait à partir de ce que le scénario garde, donne le même résultat au centime près.', ton: 'success' },
  autre: { texte: 'Le calcul refait ne donne pas le même résultat. Préparez un nouveau scénario.', ton: 'warning' },
}

async function montrer(c: Ctx) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, tx =>
    ouvrirScenario(tx, ctx, 'lireScenarios', { seanceId: param(c, 'id'), scenarioId: param(c, 'scenario') }),
  )
  if (!r.ok) return refuser(c, r.error)
  const { s, scenario } = r.value
  const peutSimuler = peutAuComite('simuler', s.etat, placesSeance(s))
  const vue = { ...vueScenario(s, scenario, await expliquer(scenario, c.req.query('pourquoi'))), peutSimuler }
  const fait = c.req.query('fait') ?? ''
  return c.html(<ScenarioPage site={c.var.site} vue={vue} fait={Object.hasOwn(FAITS, fait) ? FAITS[fait] : undefined} />)
}

async function rejouer(c: Ctx) {
  const [seanceId, scenarioId] = [param(c, 'id'), param(c, 'scenario')]
  const r = await rejouerScenario(ctxActeur(c), { seanceId, scenarioId })
  if (!r.ok) return refuser(c, r.error)
  return c.redirect(`${paths.comite.scenario(seanceId, scenarioId)}?fait=${r.value.meme ? 'meme' : 'autre'}`, 303)
}
