import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { lireTable } from '../../../lib/table.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { dansLePerimetre, exigeInstructeur, phraseRefus } from '../../service/index.ts'
import { lireCadre } from '../dossier/lire-cadre.ts'
import { repondreRefus } from '../dossier/reponses.tsx'
import { AnalysePage } from './analyse.view.tsx'
import { analyseVue, type Retour } from './analyse.vue.ts'
import { enregistrerRapport } from './enregistrer.ts'
import { fichesTerminees } from './enveloppe.queries.ts'
import { type Analyse, lireAnalyse } from './lire-analyse.ts'
import { lireSaisie, refusSaisie } from './saisie.ts'
import { type RefusFin, rouvrirRapport, terminerRapport } from './terminer.ts'

/** The report on a dossier. */
export const analyseRoutes = () =>
  router()
    .get(paths.instruction.analyse, exigeInstructeur, pageAnalyse)
    .post(paths.instruction.analyse, exigeInstructeur, enregistrer)
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
    const qui = { redige: peut(lu.place, 'rapporter', { dossier: lu.ligne.etat }), autres: await fichesTerminees(tx, ctx, lu.ligne) }
    return (
      <AnalysePage
        site={c.var.site}
        cadre={await lireCadre(tx, ctx, lu)}
        analyse={analyseVue(analyse, qui, retour)}
        fait={retour ? undefined : lireTable(FAITS, c.req.query('fait'))}
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
