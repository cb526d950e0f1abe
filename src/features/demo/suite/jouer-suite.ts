import { type Contexte, enTransaction } from '../../../contexte.ts'
import { ajouterTache, tacheDe } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import type { HorlogeReglable } from '../../../lib/horloge.ts'
import { reglerHorloge } from '../../guichet/index.ts'
import { releverVagues } from '../../instruction/index.ts'
import { journaliser } from '../../journal/index.ts'
import { envoyerRappels } from '../../rappels/index.ts'
import { tenirSuivi } from '../../suivi/index.ts'
import { type Jeu, lireJeu } from '../jeu.ts'
import { type EtatSuites, etatDesSuites, SUITE } from '../suite.queries.ts'
import { type NomSuite, SUITES, type Suite } from '../suite.schema.ts'
import { decider, instruire, noter as noterAuComite, notifier } from './comite.ts'
import { ouvrirScene, type Scene } from './scene.ts'
import { etablirActes, lireBilans, recevoirBilans, verserAvances } from './suivi.ts'

export const TACHE_SUITE = 'demonstration'

/** A step of a suite: the instant at which the clock stands while it is played. Played again after a stop, it does only what is left. */
export type EtapeSuite = { code: string; libelle: string; instant: (s: Suite) => Date; jouer: (s: Scene) => Promise<void> }
const ETAPES: Record<NomSuite, readonly EtapeSuite[]> = {
  resultats: [
    { code: 'instruction', libelle: 'Les référents instruisent les dossiers', instant: s => s.comite.convoque, jouer: instruire },
    { code: 'notation', libelle: 'Le comité est convoqué, ses membres notent', instant: s => s.comite.note, jouer: noterAuComite },
    { code: 'decisions', libelle: 'Le comité décide, sous l’enveloppe', instant: s => s.comite.clos, jouer: decider },
    { code: 'lettres', libelle: 'Chaque structure reçoit sa lettre', instant: s => s.comite.lettres, jouer: notifier },
  ],
  bilan: [
    { code: 'actes', libelle: 'Les actes sont établis, puis signés', instant: s => s.suivi.signatures, jouer: etablirActes },
    { code: 'avances', libelle: 'Les avances sont versées', instant: s => s.suivi.paiements, jouer: verserAvances },
    { code: 'bilans', libelle: 'Les lauréats déposent leur bilan', instant: s => s.suivi.depots, jouer: recevoirBilans },
    { code: 'lectures', libelle: 'Le service lit les bilans', instant: s => s.suivi.lectures, jouer: lireBilans },
  ],
}
/** Every step up to the end of a suite, in order. */
const etapesJusqua = (suite: NomSuite) => SUITES.slice(0, SUITES.indexOf(suite) + 1).flatMap(x => ETAPES[x])

const plusLoin = (suite: NomSuite, que: NomSuite) => SUITES.indexOf(suite) > SUITES.indexOf(que)

/**
 * Asks that a suite be played. Asked while another one is: the one that goes further is waited for. False when there is nothing to wait for: it was played, and the
 * clock may go there.
 */
export const demanderSuite = (ctx: Contexte, suite: NomSuite): Promise<boolean> =>
  enTransaction(ctx, async tx => {
    const etat = await etatDesSuites(tx, ctx.guichetId)
    if (etat.demandee && !plusLoin(suite, etat.demandee)) return true
    if (etat.finies.includes(suite)) return etat.demandee !== undefined
    await ajouterTache(tx, TACHE_SUITE, { guichetId: ctx.guichetId }, tacheDe(TACHE_SUITE, ctx.guichetId))
    await journaliser(tx, ctx, SUITE.demandee, ctx.guichetId, { suite })
    return true
  })

/** What the acts refused in this run. */
export type Refus = Scene['refus']

let enCours: Promise<unknown> = Promise.resolve()

/**
 * Job: plays the suite that was asked for, a step after another, each once, then leaves the clock at its moment. Runs follow one another (the clock of
 * a demonstration is in the memory of one program): the second finds nothing left. Stopped anywhere, the next one goes on from the step that was being
 * played.
 */
export function jouerSuite(d: Deps): Promise<Refus> {
  if (!d.config.demonstration) return Promise.resolve([])
  const fait = enCours.then(() => jouer(d))
  enCours = fait.catch(() => {})
  return fait
}

async function jouer(d: Deps): Promise<Refus> {
  const jeu = lireJeu(d.config.GUICHET_DEMONSTRATION)
  const refus: Refus = []
  for (;;) {
    const { demandee, jouees } = await enTransaction(d, tx => etatDesSuites(tx, d.guichetId))
    if (!demandee) return refus
    const etape = etapesJusqua(demandee).find(e => !jouees.includes(e.code))
    if (!etape) {
      await terminer(d, jeu, demandee)
      continue
    }
    const instant = etape.instant(jeu.suite!)
    await regler(d, instant)
    const scene = await ouvrirScene({ ...d, horloge: { maintenant: () => instant } }, jeu, instant)
    await etape.jouer(scene)
    refus.push(...scene.refus)
    const laisses = scene.refus.map(r => r.quoi)
    await noter(d, instant, SUITE.etape, { suite: demandee, etape: etape.code, ...(laisses.length > 0 ? { laisses } : {}) })
  }
}

const noter = (d: Deps, instant: Date, action: (typeof SUITE)[keyof typeof SUITE], donnees: Record<string, unknown>) =>
  enTransaction(d, tx => journaliser(tx, { db: d.db, guichetId: d.guichetId, acteur: null, instant }, action, d.guichetId, donnees))

/** The clock comes to the moment, and what that instant makes due is done. */
async function terminer(d: Deps, jeu: Jeu, suite: NomSuite) {
  const instant = jeu.moments.find(m => m.suite === suite)!.instant
  await regler(d, instant)
  await tenirEchu(d, instant)
  await noter(d, instant, SUITE.finie, { suite })
}

/** What an instant makes due is there on the next page, without waiting for the jobs. */
export async function tenirEchu(d: Pick<Deps, 'db' | 'guichetId'>, instant: Date) {
  await envoyerRappels(d, instant)
  await releverVagues(d, instant)
  await tenirSuivi(d, instant)
}

const regler = (d: Deps, instant: Date) => reglerHorloge(d.db, d.guichetId, d.horloge as HorlogeReglable, instant)

/** What the page of the preparation shows: each step, and whether it is done; nothing when nobody waits. */
export type Preparation = { titre: string; etapes: { libelle: string; faite: boolean }[] }
export function preparationDe(jeu: Jeu, { demandee, jouees }: EtatSuites): Preparation | undefined {
  if (!demandee) return undefined
  const titre = jeu.moments.find(m => m.suite === demandee)?.libelle ?? ''
  return { titre, etapes: etapesJusqua(demandee).map(e => ({ libelle: e.libelle, faite: jouees.includes(e.code) })) }
}
