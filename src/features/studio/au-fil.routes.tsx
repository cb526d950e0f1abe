import { PHRASE_TRAVAIL } from '../../atelier/index.ts'
import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, jsonCourt, param, router } from '../../http.ts'
import { comparateur } from '../../lib/comparer-textes.ts'
import { formatHeure } from '../../lib/dates.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { noterPresence, presents } from '../presences/index.ts'
import { ConflitChamp, differences, lireSaisie } from '../saisie/index.ts'
import { brouillonDe } from './brouillons.queries.ts'
import { lireLieu } from './document/lieux.ts'
import { type Enregistre, enregistrer } from './enregistrer.ts'
import { libelleDe } from './libelles.table.ts'
import type { Conflit } from './modifier.ts'
import { direDatesRetirees } from './rythme/dates-retirees.mots.ts'
import { lieuDemande, saisiesDe } from './section.form.ts'
import { SECTIONS } from './sections.table.ts'

const admin = exigeRole('administrateur')

/** A section that stays open: kept as one types, and who else is there. For the script of its form alone. */
export const auFilRoutes = () =>
  router().put(paths.studio.section, admin, enregistrerAuFil).post(paths.studio.presence, admin, direPresence)

/**
 * The changed fields alone come in, each with the mark of what the page had shown. 200, or 409 when somebody else changed one of them meanwhile (the others are kept);
 * 409 without `enregistre` says that nothing was.
 */
async function enregistrerAuFil(c: Ctx<'brouillon' | 'section'>) {
  const lieu = lieuDemande(c)
  if (lieu === undefined) return c.notFound()
  const { saisie } = await lireSaisie(c)
  const r = await enregistrer(ctxActeur(c), { id: param(c, 'brouillon'), lieu, auFil: true, page: saisie.page, ...saisiesDe(c, saisie) })
  if (r.ok)
    return jsonCourt(c, { enregistre: formatHeure(c.var.ctx.instant), ...suite(c, r.value) }, r.value.conflits.length > 0 ? 409 : 200)
  if (r.error.motif === 'introuvable') return jsonCourt(c, { erreur: 'introuvable' }, 404)
  // a machine that is busy, or others who write: the page tries again by itself
  if (r.error.motif === 'occupe') return jsonCourt(c, { erreur: 'occupe' }, 503)
  if (r.error.motif === 'travail') return jsonCourt(c, { erreur: PHRASE_TRAVAIL[r.error.refus] }, 503)
  // the page stays as it is: what was typed can still be shortened
  if (r.error.refus === 'trop_grand') return jsonCourt(c, { erreur: 'trop_grand' }, 422)
  return jsonCourt(c, { erreur: 'brouillon' }, 409)
}

function suite(c: Ctx, { revision, marques, conflits, par, retraits }: Enregistre) {
  // fields that the page shows have been emptied with it: it is read again
  const dit = direDatesRetirees(retraits)
  const champs = Object.fromEntries(retraits.flatMap(r => (r.sorte === 'date' ? [[r.lieu, marques[r.lieu] ?? '']] : [])))
  const autre = par === c.var.ctx.acteur?.nom ? undefined : (par ?? undefined)
  const comparer = comparateur()
  const rendu = ({ lieu: nom, saisi, enregistre, marque }: Conflit) => {
    const libelle = libelleDe(lireLieu(nom, undefined))
    const conflit = { nom, libelle, par: autre, valeurs: [enregistre], marque, ...differences(enregistre, saisi, comparer) }
    return { nom, libelle, par: autre, html: (<ConflitChamp conflit={conflit} boutons />).toString() }
  }
  return {
    revision,
    marques,
    ...(dit ? { parti: { dit, champs }, autrement: true } : {}),
    ...(conflits.length > 0 ? { conflits: conflits.map(rendu) } : {}),
  }
}

/** A sign from an open page, every twenty seconds: who else is there, and at which revision the draft is. */
async function direPresence(c: Ctx<'brouillon'>) {
  const section = texteSaisi((await c.req.parseBody()).etape)
  if (!Object.hasOwn(SECTIONS, section)) return jsonCourt(c, { erreur: 'section' }, 422)
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, param(c, 'brouillon'))
    if (!brouillon) return undefined
    await noterPresence(tx, ctx, { quoi: 'brouillon', id: brouillon.id }, section)
    return { autres: await presents(tx, ctx, { quoi: 'brouillon', id: brouillon.id }), revision: brouillon.revision }
  })
  return r ? jsonCourt(c, r) : c.notFound()
}
