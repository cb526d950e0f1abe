import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, champsEnvoyes, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { type FieldErrors, nettoyer, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { type BrouillonEntier, brouillonDe } from '../brouillons.queries.ts'
import { GESTES } from '../refus.table.ts'
import { revisionDe } from '../studio.form.ts'
import { ajouterEssai, type RefusAjout } from './ajouter-essai.ts'
import { anonymiser } from './anonymiser.ts'
import { changerAttente, type RefusEssai } from './changer-attente.ts'
import { ecrireComme, essaiDeCode, saisieComme } from './comme.ts'
import { dossierLisible } from './dossier-lisible.queries.ts'
import { pageEssais } from './essais.page.tsx'
import { marquerLus } from './marquer-lus.ts'
import { champDeLaFaute, departDuForm, lireEssai, partiesDuForm } from './nouvel-essai.form.ts'
import { NouvelEssaiPage } from './nouvel-essai.view.tsx'

const admin = exigeRole('administrateur')

/** What is done with the test dossiers of a draft; their page is that of their section. */
export const essaisRoutes = () =>
  router()
    .post(paths.studio.attente, admin, attente)
    .get(paths.studio.nouvelEssai, admin, c => nouvel(c))
    .post(paths.studio.nouvelEssai, admin, ajouter)
    .post(paths.studio.essaiDuDossier, admin, duDossier)
    .post(paths.studio.seuils, admin, seuils)

const retour = (c: Ctx<'brouillon'>, fait: string, ancre = '') =>
  c.redirect(`${paths.studio.section(param(c, 'brouillon'), 'essais')}?fait=${fait}${ancre}`, 303)

async function attente(c: Ctx<'brouillon'>) {
  const { code, revision } = await c.req.parseBody()
  const r = await changerAttente(ctxActeur(c), { id: param(c, 'brouillon'), revision: revisionDe(revision), code: texteSaisi(code) })
  if (r.ok) return retour(c, 'attente')
  return r.error.motif === 'introuvable' ? c.notFound() : pageEssais(c, { refus: phraseRefus(r.error) })
}

async function seuils(c: Ctx<'brouillon'>) {
  const champs = await champsEnvoyes(c)
  const lus = champs.get('lu')?.[0] !== 'non'
  const fait = await marquerLus(ctxActeur(c), { id: param(c, 'brouillon'), cles: champs.get('cle') ?? [], lus })
  if (!fait) return c.notFound()
  if (champs.get('retour')?.[0] === 'brouillon')
    return c.redirect(`${paths.studio.brouillon(param(c, 'brouillon'))}?fait=lu#remarques`, 303)
  return retour(c, lus ? 'lu' : 'relire', '#seuils')
}

/** A draft and the call that it says, as far as it can be read. */
async function lireAppelDuBrouillon(c: Ctx<'brouillon'>) {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return undefined
  const montre = await confier('montrerAppel', { source: brouillon.source }, { pour: ctx.acteur.compteId })
  const panne = montre.ok ? undefined : `${PHRASE_TRAVAIL[montre.error]}.`
  return { brouillon, appel: montre.ok ? montre.value?.appel : undefined, panne }
}
type Lu = NonNullable<Awaited<ReturnType<typeof lireAppelDuBrouillon>>>
const PAS_LISIBLE = 'L’appel a un point qui bloque. Corrigez-le d’abord\u00a0: ses questions ne se lisent pas encore.'
const pasLisible = (c: Ctx<'brouillon'>, { panne }: Lu) => pageEssais(c, { refus: panne ?? PAS_LISIBLE })

/** The form of a new test dossier: of a volet, chosen first where the call has several. */
async function nouvel(c: Ctx<'brouillon'>) {
  const lu = await lireAppelDuBrouillon(c)
  if (!lu) return c.notFound()
  return lu.appel ? c.html(formulaire(c, { ...lu, appel: lu.appel })) : pasLisible(c, lu)
}

type Vu = { brouillon: BrouillonEntier; appel: NonNullable<Lu['appel']> }
type Retourne = { saisie?: Readonly<Record<string, readonly string[]>>; erreurs?: FieldErrors }
function formulaire(c: Ctx<'brouillon'>, { brouillon, appel }: Vu, { saisie, erreurs = {} }: Retourne = {}) {
  const [volet, comme] = [voletChoisi(c, appel), commeChoisi(c, appel)]
  const parties = volet === undefined ? undefined : partiesDuForm(appel, volet)
  return (
    <NouvelEssaiPage
      site={c.var.site}
      brouillon={brouillon}
      volets={appel.volets}
      volet={volet}
      comme={comme && { code: comme.code, titre: comme.titre }}
      parties={parties}
      saisie={saisie ?? (comme ? saisieComme(appel, comme) : departDuForm(parties ?? []))}
      erreurs={erreurs}
    />
  )
}
/** The test dossier from which one begins, if any: its volet is its own. */
const commeChoisi = (c: Ctx, appel: Vu['appel']) => essaiDeCode(appel, c.req.query('comme') ?? '')
function voletChoisi(c: Ctx, appel: Vu['appel']) {
  const voulu = commeChoisi(c, appel)?.volet ?? c.req.query('volet')
  return appel.volets.length === 1 ? appel.volets[0]!.code : appel.volets.find(v => v.code === voulu)?.code
}

async function ajouter(c: Ctx<'brouillon'>) {
  const recus = await champsEnvoyes(c)
  const lu = await lireAppelDuBrouillon(c)
  if (!lu) return c.notFound()
  if (!lu.appel) return pasLisible(c, lu)
  const vu = { ...lu, appel: lu.appel }
  const volet = voletChoisi(c, vu.appel)
  if (volet === undefined) return c.html(formulaire(c, vu), 422)
  const saisie = Object.fromEntries([...recus].map(([nom, v]) => [nom, v.map(nettoyer)]))
  const { essai, erreurs } = lireEssai(vu.appel, volet, recus)
  if (Object.keys(erreurs).length > 0) return c.html(formulaire(c, vu, { saisie, erreurs }), 422)
  const comme = commeChoisi(c, vu.appel)
  const r = await ajouterEssai(ctxActeur(c), { id: vu.brouillon.id, essai: comme ? ecrireComme(vu.appel, comme, essai) : essai })
  if (r.ok) return retour(c, 'ajoute', `&essai=${r.value.code}${comme ? `&comme=${comme.code}` : ''}`)
  if (r.error.motif === 'introuvable') return c.notFound()
  return c.html(formulaire(c, vu, { saisie, erreurs: erreursDe(r.error) }), 422)
}

function erreursDe(r: Exclude<RefusAjout, { motif: 'introuvable' }>): FieldErrors {
  if (r.motif !== 'fautes') return { _essai: phraseRefus(r) }
  return Object.fromEntries(r.fautes.map(f => [champDeLaFaute(f.champ), f.message]))
}

async function duDossier(c: Ctx<'brouillon'>) {
  const numero = texteSaisi((await c.req.parseBody()).numero).toUpperCase()
  const ctx = ctxActeur(c)
  const lu = await lireAppelDuBrouillon(c)
  if (!lu) return c.notFound()
  if (!lu.appel) return pasLisible(c, lu)
  const refuser = (erreur: string) => pageEssais(c, { dossier: { numero, erreur } })
  if (numero === '') return refuser('Écrivez le numéro du dossier, par exemple ITN7-0031')
  const dossier = await enTransaction(ctx, tx => dossierLisible(tx, ctx, numero))
  if (!dossier) return refuser('Aucun dossier déposé ne porte ce numéro parmi ceux que vous pouvez lire')
  const r = await ajouterEssai(ctx, { id: lu.brouillon.id, essai: anonymiser(lu.appel, dossier) })
  if (r.ok) return retour(c, 'anonyme')
  if (r.error.motif === 'introuvable') return c.notFound()
  if (r.error.motif !== 'fautes') return pageEssais(c, { refus: phraseRefus(r.error) })
  return refuser(`Ce dossier ne fait pas un essai de cet appel\u00a0: ${r.error.fautes[0]?.message ?? ''}`)
}

function phraseRefus(r: Exclude<RefusEssai | RefusAjout, { motif: 'introuvable' | 'fautes' }>): string {
  if (r.motif === 'change') return 'Une autre personne vient de changer ce brouillon. Relisez-le, puis recommencez.'
  if (r.motif === 'illisible') return 'Cet essai ne peut pas être joué\u00a0: il n’existe plus, ou l’appel a un point qui bloque.'
  if (r.motif === 'travail') return `${PHRASE_TRAVAIL[r.refus]}.`
  if (r.motif === 'geste')
    return r.refus === 'trop_grand'
      ? GESTES.trop_grand
      : r.refus === 'partage'
        ? 'Une autre partie de l’appel se sert de cela. Modifiez cet essai dans le texte de l’appel.'
        : 'Une autre personne a changé les essais. Relisez la page, puis recommencez.'
  return 'D’autres personnes écrivent en même temps. Attendez un instant, puis recommencez.'
}
