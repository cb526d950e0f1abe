import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, jsonCourt, param, router } from '../../http.ts'
import { comparateur } from '../../lib/comparer-textes.ts'
import { formatHeure } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { relu, teteDe } from '../cadre/index.ts'
import { type Etape, etapeDe } from '../cahier/index.ts'
import { saisieDe } from '../champs/index.ts'
import type { Champ } from '../contenu/index.ts'
import { peutOuvrir } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { avancement, lireRegles, relireRegles } from '../examen/index.ts'
import { blocPartenaires, type SuiviPartenaires, suiviPartenaires } from '../partenaires/index.ts'
import { noterPresence, presents } from '../presences/index.ts'
import {
  type Conflit,
  ConflitChamp,
  type ConflitVu,
  conflitVu,
  erreursRestantes,
  type Geste,
  lireSaisie,
  messageGeste,
  type Saisie,
} from '../saisie/index.ts'
import { type Enregistre, enregistrerEtape } from './enregistrer.ts'
import { guideEtape, pageDepot, pageEtape } from './etape.page.tsx'
import { LectureSeulePage } from './lecture-seule.view.tsx'
import { lireDossier } from './lire-dossier.ts'
import { pageNeChangePlus } from './ne-change-plus.page.tsx'
import { signaler } from './presence.ts'

/** The steps of a draft: read, saved by the form (303, or the page again), or as one types (PUT, JSON). */
export function etapesRoutes() {
  const app = router()
  app.get(paths.dossiers.etape, exigeCompte, ouvrir)
  app.get(paths.dossiers.guide, exigeCompte, guider)
  app.post(paths.dossiers.etape, exigeCompte, enregistrer)
  app.post(paths.dossiers.presence, exigeCompte, direPresence)
  app.put(paths.dossiers.etape, exigeCompte, enregistrerAuFil)
  return app
}

async function ouvrir(c: Ctx<'id' | 'etape'>) {
  const d = await lireDossier(c)
  if (!d) return c.notFound()
  if (!modifiable(d, c.var.ctx.instant)) return c.redirect(paths.dossiers.voir(d.id), 303)
  const etape = etapeDe(relireRegles(d, c.var.ctx.instant).formulaire, param(c, 'etape'))
  if (!etape) return c.notFound()
  const montre = etape.blocs.includes('partenaires') || etape.blocs.includes('depot')
  const suivi = montre ? { suivi: await suiviPartenaires(c.var.ctx, d) } : {}
  if (peutOuvrir(c.var.ctx.acteur!, d, etape.code)) {
    if (etape.blocs.includes('depot')) return c.html(pageDepot(c, d, etape, suivi))
    return c.html(
      pageEtape(c, d, etape, { ...suivi, importe: c.req.query('importe'), autres: await ouvrirAvecLesAutres(c, d.id, etape.code) }),
    )
  }
  // a partner files nothing: its last step is its validation
  if (d.complement) return c.redirect(paths.dossiers.complements(d.id), 303)
  if (etape.blocs.includes('depot')) return c.redirect(paths.dossiers.validation(d.id), 303)
  return c.html(pageLectureSeule(c, d, etape, suivi.suivi))
}

/** Opening a step to fill it in is the first sign that one is there. */
const ouvrirAvecLesAutres = (c: Ctx, dossierId: string, etape: string) =>
  enTransaction(c.var.ctx, async tx => {
    const ici = { quoi: 'dossier', id: dossierId } as const
    const [autres] = await Promise.all([presents(tx, ctxActeur(c), ici), noterPresence(tx, ctxActeur(c), ici, etape)])
    return autres
  })

/** Who else has the dossier open, asked every twenty seconds by each open page: a few short queries. */
async function direPresence(c: Ctx<'id'>) {
  const etape = String((await c.req.parseBody()).etape ?? '')
  if (!/^[a-z][a-z0-9_]{0,60}$/.test(etape)) return jsonCourt(c, { erreur: 'etape' }, 422)
  const r = await enTransaction(c.var.ctx, tx => signaler(tx, ctxActeur(c), param(c, 'id'), etape))
  return r ? jsonCourt(c, r) : c.notFound()
}

/** What a page that stays open asks for after a saving: apart from it, so that saving stays quick. */
async function guider(c: Ctx<'id' | 'etape'>) {
  const d = await lireDossier(c)
  const l = d && modifiable(d, c.var.ctx.instant) ? lireRegles(d, c.var.ctx.instant) : undefined
  const etape = l && etapeDe(l.formulaire, param(c, 'etape'))
  return d && l && etape ? c.html(guideEtape(c, d, l, etape)) : c.notFound()
}

async function enregistrer(c: Ctx<'id' | 'etape'>) {
  const ctx = ctxActeur(c)
  const dossierId = param(c, 'id')
  const { saisie, continuer } = await lireSaisie(c)
  const r = await enregistrerEtape(ctx, { dossierId, etape: param(c, 'etape'), saisie })
  if (!r.ok) {
    const fige = r.error.motif === 'fige' || r.error.motif === 'clos'
    const d = fige ? await lireDossier(c) : undefined
    return d ? pageSaisiePerdue(c, d, param(c, 'etape'), saisie) : c.notFound()
  }
  const { dossier, etape, erreurs, conflits, parQui, retires, refusGeste } = r.value
  if (conflits.length > 0) return c.html(pageEtape(c, dossier, etape, { erreurs, conflits, parQui, saisie }), 409)
  if (refusGeste || retires.length > 0) return c.html(pageEtape(c, dossier, etape, { erreurs, retires, refusGeste }), 409)
  const [geste] = saisie.gestes ?? []
  if (geste) return c.redirect(apresGeste(dossier.id, etape.code, geste), 303)
  if (Object.keys(erreurs).length > 0) return c.html(pageEtape(c, dossier, etape, { erreurs }), 422)
  if (saisie.equilibrer !== undefined) return c.redirect(`${paths.dossiers.etape(dossier.id, etape.code)}#ressources`, 303)
  return c.redirect(suiteDe(r.value, continuer), 303)
}

/** The row that a button made or brought back; what was removed can be restored at the top. */
function apresGeste(id: string, etape: string, g: Geste) {
  const page = paths.dossiers.etape(id, etape)
  if (g.quoi === 'ajouter' || 'vu' in g) return `${page}#${g.liste}.${g.ligne}`
  return g.quoi === 'retirer' || g.quoi === 'revenir' ? `${page}#retraits` : page
}

/** Where saving leads: to the questions that the answers have just made appear, to the next step, or here again. */
function suiteDe({ dossier, etape, apparu, lecture }: Enregistre, continuer: boolean) {
  const ici = paths.dossiers.etape(dossier.id, etape.code)
  if (dossier.complement && continuer) return paths.dossiers.complements(dossier.id)
  if (apparu) return `${ici}#${apparu}`
  if (!continuer) return ici
  const { etapes } = lecture.formulaire
  const suivante = etapes[etapes.findIndex(e => e.code === etape.code) + 1]
  return suivante ? paths.dossiers.etape(dossier.id, suivante.code) : ici
}

/**
 * As one types: the changed fields alone come in, each with the mark of what the page had shown. 200 or 409 when a colleague changed one of them
 * meanwhile (the others are saved); 409 without `enregistre` says that the dossier no longer changes.
 */
async function enregistrerAuFil(c: Ctx<'id' | 'etape'>) {
  const { saisie } = await lireSaisie(c)
  const r = await enregistrerEtape(ctxActeur(c), { dossierId: param(c, 'id'), etape: param(c, 'etape'), saisie })
  if (!r.ok) return jsonCourt(c, { erreur: r.error.motif }, r.error.motif === 'fige' || r.error.motif === 'clos' ? 409 : 404)
  return jsonCourt(c, { enregistre: formatHeure(c.var.ctx.instant), ...suite(r.value) }, r.value.conflits.length > 0 ? 409 : 200)
}

const citer = (champs: readonly { libelle: string }[]) => champs.map(ch => `«\u00a0${ch.libelle}\u00a0»`).join(', ')

/** Ready to be put beside its field. */
const conflitRendu = (c: ConflitVu) => ({
  nom: c.nom,
  libelle: c.libelle,
  par: c.par,
  html: (<ConflitChamp conflit={c} boutons />).toString(),
})

function conflitsRendus(conflits: readonly Conflit[], parQui: string | undefined) {
  const comparer = comparateur()
  return conflits.map(x => conflitRendu(conflitVu(x, parQui, comparer)))
}

/** What the page does next: `marques` to remember, what could not be read, what is in conflict, whether the step now shows other fields. */
function suite({ dossier, marques, conflits, parQui, lecture, etape, autrement, retires, refusGeste }: Enregistre) {
  const toutLu = Object.keys(dossier.contenu.illisibles).length === 0
  const champs = toutLu ? [] : lecture.champs(etape)
  const restent = erreursRestantes(dossier.contenu, champs)
  const illisibles = champs.filter(ch => restent[ch.nom])
  return {
    revision: dossier.revision,
    marques,
    ...(illisibles.length > 0 ? { sauf: citer(illisibles) } : {}),
    ...(conflits.length > 0 ? { conflits: conflitsRendus(conflits, parQui) } : {}),
    ...(autrement || retires.length > 0 ? { autrement: true } : {}),
    ...(refusGeste ? { refus: messageGeste(refusGeste) } : {}),
  }
}

/** A step as a partner reads it when it was not opened to it. */
function pageLectureSeule(c: Ctx, d: Dossier, etape: Etape, suivi: SuiviPartenaires | undefined) {
  const l = lireRegles(d, c.var.ctx.instant)
  return (
    <LectureSeulePage
      site={c.var.site}
      tete={teteDe(c, d)}
      etapes={avancement(l, d.contenu)}
      etape={etape}
      porteur={d.structure.nom}
      relecture={relu(c, d, l, false, [etape])}
      partenaires={etape.blocs.includes('partenaires') && blocPartenaires(c, d, suivi)}
    />
  )
}

/** What came too late to be saved, given back: nobody loses what they have typed, whatever the closing made of it. */
function pageSaisiePerdue(c: Ctx, d: Dossier, code: string, { champs }: Saisie) {
  const lecture = lireRegles(d, c.var.ctx.instant)
  const etape = etapeDe(lecture.formulaire, code)
  const connus = new Map(etape ? lecture.champs(etape).map(ch => [ch.nom, ch]) : [])
  const perdus = Object.entries(champs).flatMap(([nom, saisi]) => perdu(d, nom, saisi, connus.get(nom)) ?? [])
  return pageNeChangePlus(c, d, { titre: etape?.titre ?? 'Dossier', perdus })
}

/** A field that the form sent, when it says something else than what is saved. */
function perdu(d: Dossier, nom: string, saisi: readonly string[], champ: Champ | undefined) {
  const mots = (codes: readonly string[]) => codes.map(v => champ?.options?.find(o => o.code === v)?.libelle ?? v).join('\u202f; ')
  const texte = mots(saisi).trim()
  if (texte === '' || (champ && texte === mots(saisieDe(champ, d.contenu)))) return undefined
  return { libelle: champ?.libelle ?? nom, texte }
}
