import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, jamaisGardee, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { type Etape, etapeDe } from '../../cahier/index.ts'
import { structuresDuProjet } from '../../champs/index.ts'
import { accuseDEssai, depotDEssai, refusDe } from '../../depot/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import { essaisComplets } from '../../essais/index.ts'
import { formulaireDe, lireRegles } from '../../examen/index.ts'
import { compter } from '../../limites/index.ts'
import { pageDeposeAEssai, pageDepot, pageEtape, remplir, retourDuRefus } from '../../mon-dossier/index.ts'
import { lireSaisie, type Saisie } from '../../saisie/index.ts'
import { dossierDEssai } from './dossier-d-essai.ts'
import { type AMontrer, aLInstant, jourDemande, type Lu, lireApercu, montrer } from './montrer.page.tsx'
import { ecrireReponses, lireReponses } from './reponses.ts'

const admin = exigeRole('administrateur')
/** Receipts drawn for one person in a minute. */
const ACCUSES_PAR_MINUTE = 60
const SOUVENT = 'Beaucoup de documents ont été demandés. Attendez une minute, puis revenez en arrière.'
const TROP_LONG =
  'Ces réponses sont trop longues pour être essayées ici\u00a0: elles n’ont pas été comptées. Raccourcissez un texte, ou retirez des lignes.'

/** The form of a draft, tried: one types in it, it is judged and filed as a porteur's would be, and nothing of it is written anywhere. */
export const formulaireEssayeRoutes = () =>
  router()
    .get(paths.studio.apercuFormulaire, admin, jamaisGardee, premiereEtape)
    .get(paths.studio.apercuEtape, admin, jamaisGardee, ouvrir)
    .post(paths.studio.apercuEtape, admin, jamaisGardee, ecrire)
    .post(paths.studio.apercuDepot, admin, jamaisGardee, deposer)
    .get(paths.studio.apercuAccuse, admin, jamaisGardee, accuser)

/** The dossier that is tried: the answers of a test dossier (the first, unless the address names another or none), or those that were typed since. */
function dossierEssaye(c: Ctx, { a, brouillon }: { a: AMontrer; brouillon: Lu['brouillon'] }) {
  const liste = essaisComplets(a.appel)
  const demande = c.req.query('essai')
  const choisi = demande === undefined ? liste[0] : liste.find(e => e.code === demande)
  const propose = dossierDEssai(a, brouillon.id, choisi)
  const ici = { appel: a.appel, essai: choisi?.code ?? '', structures: structuresDuProjet(propose) }
  const reponses = c.req.query('reponses')
  const contenu = lireReponses(reponses, ici)
  const d = contenu ? dossierDEssai(a, brouillon.id, choisi, contenu) : propose
  return { d, ici, essais: { liste, choisi: choisi?.code }, essai: ici.essai, reponses: contenu ? reponses : undefined }
}
type Essaye = ReturnType<typeof dossierEssaye>

/** What an address of the form keeps from page to page. */
const suiteDe = (c: Ctx, { essai, reponses }: Pick<Essaye, 'essai' | 'reponses'>) => {
  const le = jourDemande(c)?.le
  return `?${new URLSearchParams({ essai, ...(reponses ? { reponses } : {}), ...(le ? { le } : {}) })}`
}

async function premiereEtape(c: Ctx<'brouillon'>) {
  const lu = await lireApercu(c)
  if (!lu) return c.notFound()
  if (!lu.a) return montrer(c, () => null, { lu })
  const e = dossierEssaye(c, { ...lu, a: lu.a })
  const [premiere] = formulaireDe(lu.a.appel, e.d.contenu).etapes
  return c.redirect(paths.studio.apercuEtape(lu.brouillon.id, premiere!.code) + suiteDe(c, e), 303)
}

const etapeChoisie = (c: Ctx<'etape'>, d: Dossier): Etape => {
  const siennes = formulaireDe(d.version.appel, d.contenu)
  return etapeDe(siennes, param(c, 'etape')) ?? siennes.etapes[0]!
}

/** A step of the porteur's form. */
async function ouvrir(c: Ctx<'brouillon' | 'etape'>) {
  const lu = await lireApercu(c)
  if (!lu) return c.notFound()
  if (!lu.a) return montrer(c, () => null, { lu })
  const e = dossierEssaye(c, { ...lu, a: lu.a })
  const etape = etapeChoisie(c, e.d)
  const dessiner = () => (etape.blocs.includes('depot') ? pageDepot(c, e.d, etape) : pageEtape(c, e.d, etape))
  return montrer(c, dessiner, { lu, ...e })
}

/** What is typed in a step is read as a porteur's would be: what cannot be read is said, and the rest goes on to the next step in its address. */
async function ecrire(c: Ctx<'brouillon' | 'etape'>) {
  const [lu, { saisie, continuer }] = [await lireApercu(c), await lireSaisie(c)]
  if (!lu) return c.notFound()
  if (!lu.a) return montrer(c, () => null, { lu })
  const e = dossierEssaye(c, { ...lu, a: lu.a })
  const etape = etapeChoisie(c, e.d)
  const { instant, acteur } = ctxActeur(c)
  const la = { nom: acteur.nom, instant: jourDemande(c)?.instant ?? instant }
  const { contenu, erreurs } = remplir(e.d, etape, sienneSeule(saisie), la)
  const d = { ...e.d, contenu }
  const reponses = ecrireReponses(contenu, e.ici)
  const refus = { lu, ...e, statut: () => 422 as const }
  if (reponses === undefined) return montrer(c, () => pageEtape(c, e.d, etape, { saisie }), { ...refus, avis: TROP_LONG })
  if (Object.keys(erreurs).length > 0) return montrer(c, () => pageEtape(c, d, etape, { erreurs }), { ...refus, reponses })
  const { etapes } = formulaireDe(d.version.appel, contenu)
  const apparu = champs(lireRegles(d, la.instant), etape).find(nom => !champs(lireRegles(e.d, la.instant), etape).includes(nom))
  const suivante = continuer && !apparu ? etapes[etapes.findIndex(x => x.code === etape.code) + 1] : undefined
  const vers = paths.studio.apercuEtape(lu.brouillon.id, (suivante ?? etape).code)
  return c.redirect(`${vers}${suiteDe(c, { ...e, reponses })}${apparu ? `#${apparu}` : ''}`, 303)
}
/** Nobody else writes in this form: what it says stands against nothing. */
const sienneSeule = (s: Saisie): Saisie => ({
  ...s,
  page: undefined,
  choix: Object.fromEntries(Object.keys(s.base ?? {}).map(nom => [nom, 'mienne'])),
})
/** The questions that a step shows. */
const champs = (l: ReturnType<typeof lireRegles>, etape: Etape) => l.forme(etapeDe(l.formulaire, etape.code) ?? etape).champs

/** Presses « Déposer »: the rules, the day and the engagements answer as they would to a porteur, and nothing is written anywhere. */
async function deposer(c: Ctx<'brouillon'>) {
  const lu = await lireApercu(c)
  if (!lu) return c.notFound()
  if (!lu.a) return montrer(c, () => null, { lu })
  const { d, essai, reponses } = dossierEssaye(c, { ...lu, a: lu.a })
  const brut = await c.req.parseBody({ all: true })
  const engagements = [brut.engagements].flat().filter(e => typeof e === 'string')
  let statut: 200 | 422 = 200
  const dessiner = () => {
    const { instant, acteur } = ctxActeur(c)
    const l = lireRegles(d, instant)
    const refus = refusDe(d, l, instant, { engagements })
    if (!refus) return pageDeposeAEssai(c, d, depotDEssai(d, l, { deposant: acteur.nom, instant }).sha256)
    statut = 422
    const etape = l.formulaire.etapes.find(e => e.blocs.includes('depot'))!
    const clos = { coches: engagements, avis: 'Le dépôt est clos\u00a0: ce dossier ne serait pas reçu.' }
    return pageDepot(c, d, etape, retourDuRefus(c, d, l, refus, engagements) ?? clos)
  }
  return montrer(c, dessiner, { lu, essai, reponses, sansHorloge: true, statut: () => statut })
}

/** The receipt of what is tried, marked so on each page. What would not be received has none: its last step says why. */
async function accuser(c: Ctx<'brouillon'>) {
  const lu = await lireApercu(c)
  if (!lu) return c.notFound()
  if (!lu.a) return montrer(c, () => null, { lu })
  const ctx = ctxActeur(c)
  const { acteur } = ctx
  const e = dossierEssaye(c, { ...lu, a: lu.a })
  const instant = jourDemande(c)?.instant ?? ctx.instant
  const l = lireRegles(e.d, instant)
  const depot = l.formulaire.etapes.find(x => x.blocs.includes('depot'))!
  const retour = () => c.redirect(paths.studio.apercuEtape(lu.brouillon.id, depot.code) + suiteDe(c, e), 303)
  if (refusDe(e.d, l, instant, { engagements: [...l.visibilite.engagements] })) return retour()
  const limite = { cle: `apercu|${acteur.compteId}`, max: ACCUSES_PAR_MINUTE, secondes: 60 }
  if (await enTransaction(ctx, tx => compter(tx, [limite]))) return c.text(SOUVENT, 429)
  const { config, urlPublique } = c.var.deps
  const pdf = await aLInstant(c, instant, () => accuseDEssai(e.d, l, { deposant: acteur.nom, instant, config, urlPublique }))
  if (!pdf) return retour()
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="accuse-d-essai.pdf"',
    'content-length': String(pdf.length),
  })
}
