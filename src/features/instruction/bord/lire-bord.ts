import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur } from '../../../http.ts'
import { dateCivile, debutDuJour, finDuJour } from '../../../lib/dates.ts'
import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { finExclue } from '../../../lib/periodes.ts'
import { paths } from '../../../paths.ts'
import type { Terme } from '../../../ui/blocs.tsx'
import { type AppelPublie, appelsPublies } from '../../appels/index.ts'
import type { Appel, Vague } from '../../cahier/index.ts'
import { releveDuDepot, relevesPasses } from '../../calendrier/index.ts'
import { peut } from '../../decret/index.ts'
import { aRepartir } from '../../enveloppes/index.ts'
import { placeDe } from '../../guichet/index.ts'
import { type LecteurDesChiffres, lecteurDesChiffres, libellePerimetre, ouvreAppel } from '../../perimetre/index.ts'
import { ecrireFiltre, TERRITOIRE } from '../liste/filtres.ts'
import { motPret } from '../liste/liste.mots.ts'
import * as lire from './bord.queries.ts'
import type { BordProps } from './bord.view.tsx'
import { chargesDe, figureCharge } from './charge.ts'
import { figureDelais } from './delais.ts'
import { type Depots, figureJour, figureJours, type PeriodeMontree } from './depots.ts'
import { dossiers, somme } from './figure.ts'
import { figureMontants } from './montants.ts'
import { aidesTriees, type Part, partsDe } from './parts.ts'
import { figureDepartements, figurePorteurs, figureVolets, type Lien } from './repartitions.ts'
import { alertesDe } from './surveiller.ts'

/** The dashboard of an address, for whoever asks; nothing when the call that it names is not published, or is not theirs. A constant number of readings, whatever the number of dossiers. */
export async function lireBord(tx: Tx, c: Ctx): Promise<Omit<BordProps, 'site'> | undefined> {
  const ctx = ctxActeur(c)
  const l = await lecteurDesChiffres(tx, ctx)
  const publies = await appelsPublies(tx, ctx.guichetId)
  const appels = publies.filter(a => ouvreAppel(l.perimetres, a.appelId))
  const nomme = c.req.query('appel')
  const choisi = nomme ? appels.find(a => a.appel.slug === nomme) : dernierOuvert(appels, ctx.instant)
  if (nomme && !choisi) return undefined
  const commun = {
    instant: ctx.instant,
    perimetre: libellePerimetre(l.perimetres, publies),
    appels: appels.map(a => ({ slug: a.appel.slug, titre: a.appel.titre })),
    instruit: l.instruit,
    compare: peut(placeDe(ctx.acteur), 'comparer', { guichet: 'ouvert' }),
    publies: publies.length > 0,
  }
  if (!choisi)
    return {
      ...commun,
      appel: undefined,
      volet: undefined,
      departement: undefined,
      departementInconnu: false,
      volets: [],
      departements: [],
      cles: [],
      alertes: [],
      figures: [],
    }
  const { appel } = choisi
  const volet = appel.volets.find(v => v.code === c.req.query('volet'))?.code
  const departement = [TERRITOIRE, ...appel.territoire.departements.map(d => d.code)].find(d => d === c.req.query('departement'))
  const vise = { appelId: choisi.appelId, appel: appel.slug, volet, departement }
  return {
    ...commun,
    appel: appel.slug,
    volet,
    departement,
    departementInconnu: !!c.req.query('departement') && !departement,
    volets: appel.volets.map(v => ({ value: v.code, label: `${v.numero}. ${v.titre}` })),
    departements: [
      ...appel.territoire.departements.map(d => ({ value: d.code, label: d.nom })),
      { value: TERRITOIRE, label: 'Tout le territoire' },
    ],
    ...(await chiffrer(tx, l, appel, vise, ctx.instant)),
  }
}

/** The call that opened last; before any, the first of the list. */
const dernierOuvert = (appels: readonly AppelPublie[], instant: Date) =>
  appels.toSorted((a, b) => ouvertLe(b.appel, instant) - ouvertLe(a.appel, instant))[0]
const ouvertLe = (a: Appel, instant: Date) =>
  Math.max(0, ...a.calendrier.vagues.map(v => v.ouverture.getTime()).filter(o => o <= instant.getTime()))

/** The wave whose filings are shown: the last one that has begun, else the first; and when the next one begins. */
function vagueMontree(appel: Appel, instant: Date): { vague: Vague; avant: Date | undefined } {
  const vagues = appel.calendrier.vagues.toSorted((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
  const i = Math.max(
    0,
    vagues.findLastIndex(v => v.ouverture <= instant),
  )
  return { vague: vagues[i]!, avant: vagues[i + 1]?.ouverture }
}

async function chiffrer(
  tx: Tx,
  l: LecteurDesChiffres,
  appel: Appel,
  vise: lire.Vise,
  instant: Date,
): Promise<Pick<BordProps, 'cles' | 'alertes' | 'figures'>> {
  const lien: Lien = filtre => (l.instruit ? `${paths.instruction.boite}?${ecrireFiltre(lire.filtreVise(vise, filtre))}` : undefined)
  const { vague, avant } = vagueMontree(appel, instant)
  await lire.compterParIndex(tx)
  const suivi = await lire.suiviDe(tx, l, vise, instant)
  const groupes = await lire.groupesDe(tx, l, vise, instant)
  const parts = partsDe(groupes)
  const tout = parts.find(p => p.axe === 'tout')
  const entier = !vise.volet && !vise.departement && l.perimetres.some(p => ouvreAppel([p], vise.appelId) && !p.departements && !p.volets)
  const enveloppe = entier ? await aRepartir(tx, l.guichetId, vise.appelId, appel) : undefined
  const charges = l.instruit ? chargesDe(suivi, await lire.nomsDe(tx, suivi)) : undefined
  const depots = await lireDepots(tx, l, vise, periodeMontree(appel, vague, instant), avant, instant)
  const cles = clesDe({ suivi, tout, enveloppe, brouillons: await lire.brouillonsDe(tx, l, vise), instruit: l.instruit })
  return {
    cles,
    alertes: alertesDe(
      {
        suivi,
        charges,
        releve: releveDe(appel, vague, instant),
        instant,
        reponsesEnRetard: await lire.reponsesEnRetard(tx, l, vise, instant),
      },
      lien,
    ),
    figures: [
      figureJours(depots),
      figureJour(depots),
      figureVolets(parts, appel, lien),
      figureDepartements(parts, appel, lien),
      figurePorteurs(parts, lien),
      figureMontants({ aides: aidesTriees(groupes), enveloppe }),
      figureDelais(await lire.delaisDe(tx, l, vise, instant)),
      charges && figureCharge(charges, lien, motPret([appel])),
    ].filter(f => f !== undefined),
  }
}

/** The relevé of a wave once its instant has come; all the year round some dossiers always wait for the next one. */
function releveDe(appel: Appel, vague: Vague, instant: Date): Date | undefined {
  const releve = appel.calendrier.continu ? undefined : releveDuDepot(appel, vague.ouverture)
  return releve && releve.le <= instant ? releve.le : undefined
}

/** All the year round, what is drawn goes from the last relevé (three months before now, when there is none) to tomorrow: its end closes nothing. */
const TROIS_MOIS_MS = 92 * 86_400_000
function periodeMontree(appel: Appel, vague: Vague, instant: Date): PeriodeMontree {
  if (!appel.calendrier.continu) return { ouverture: vague.ouverture, cloture: vague.cloture! }
  const depuis = relevesPasses(appel, instant).at(-1) ?? new Date(instant.getTime() - TROIS_MOIS_MS)
  const demain = new Date(Math.max(instant.getTime(), vague.ouverture.getTime()) + 86_400_000)
  return {
    ouverture: new Date(Math.max(vague.ouverture.getTime(), depuis.getTime())),
    cloture: finDuJour(dateCivile(demain)),
    continu: true,
  }
}

async function lireDepots(
  tx: Tx,
  l: LecteurDesChiffres,
  vise: lire.Vise,
  vague: PeriodeMontree,
  avant: Date | undefined,
  instant: Date,
): Promise<Depots> {
  const fin = new Date(finExclue(vague))
  const debut = debutDuJour(dateCivile(vague.ouverture))
  return {
    vague,
    instant,
    heures: await lire.creneaux(tx, l, vise, debut, avant ?? new Date(8.64e15), 60),
    minutes: await lire.creneaux(tx, l, vise, new Date(fin.getTime() - 3_600_000), fin, 5),
    dernier: await lire.dernierDepot(tx, l, vise, fin),
  }
}

type Cles = {
  suivi: readonly lire.Suivi[]
  tout: Part | undefined
  enveloppe: number | undefined
  brouillons: number
  instruit: boolean
}
function clesDe({ suivi, tout, enveloppe, brouillons }: Cles): Terme[] {
  const en = (garder: (s: lire.Suivi) => boolean) => somme(suivi.filter(garder).map(s => s.n))
  const [deposes, retires, irrecevables] = [en(() => true), en(s => s.etat === 'retire'), en(s => s.etat === 'irrecevable')]
  const [vivants, prets] = [deposes - retires - irrecevables, en(s => s.suite === 'presenter' || s.suite === 'comite')]
  const [aide, cout] = [tout?.aide ?? 0, tout?.cout ?? 0]
  return [
    {
      terme: 'Dossiers déposés',
      valeur: formatNombre(deposes),
      note: `${formatNombre(retires)} retiré${retires > 1 ? 's' : ''} depuis, ${formatNombre(irrecevables)} irrecevable${irrecevables > 1 ? 's' : ''}`,
    },
    { terme: 'Brouillons non déposés', valeur: formatNombre(brouillons) },
    {
      terme: 'Aide demandée',
      valeur: formatEuros(aide, { centimes: false }),
      note: enveloppe
        ? `${(aide / enveloppe).toFixed(1).replace('.', ',')}\u00a0fois l’enveloppe de ${formatEuros(enveloppe)}`
        : 'hors dossiers retirés',
    },
    {
      terme: 'Coût global',
      valeur: formatEuros(cout, { centimes: false }),
      note: cout > 0 ? `l’aide en fait ${formatTaux(aide / cout, 0)}` : undefined,
    },
    { terme: 'Aide médiane', valeur: formatEuros(tout?.aideMediane ?? 0, { centimes: false }), note: 'par dossier' },
    {
      terme: 'Prêts à décider',
      valeur: formatNombre(prets),
      note: vivants > 0 ? `${formatTaux(prets / vivants, 0)} de ${dossiers(vivants)} en cours` : undefined,
    },
  ]
}
