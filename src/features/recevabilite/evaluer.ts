import type { Appel, Question } from '../cahier/index.ts'
import { type AideCalculee, type Faits, RESULTATS, type Usage, type Verdict } from '../verdicts/index.ts'
import { calculerAide } from './aide.ts'
import { type Analyse, analyser, type Condition, type ReglePrete } from './analyser.ts'
import { completude, formulaireDe, type Manque, manquesDe, type Visibilite } from './completude.ts'
import { issueDe } from './issue.ts'
import { type Lecture, lecture } from './lecture.ts'
import { compiler, type Evaluation, faitsLus, type Valeur } from './publicodes.ts'
import type { TableauEvalue } from './tableaux.ts'
import { valeursDe } from './valeurs.ts'
import { verdictsDesTableaux } from './verdicts-des-tableaux.ts'

export type ReglesPretes = {
  readonly appel: Appel
  /** Verdicts of the rules of this use, most pressing first. `autres`: what else is missing, that no question of the call asks for. */
  evaluer: (faits: Faits, usage: Usage, autres?: readonly Manque[]) => Verdict[]
  /** What one rule says of a filing, once a fact is worth something else than the dossier says. Nothing when it does not judge a filing. */
  auSeuil: (faits: Faits, regle: string, poses: ReadonlyMap<string, Valeur>) => Verdict | undefined
  visibilite: (faits: Faits) => Visibilite
  /** Mandatory questions and pieces still missing, in the order of the form of the volet (or of `faits.formulaire`). */
  manques: (faits: Faits) => Manque[]
  /** What a name of the formulas is worth (cents, a fraction, days since 1970, a code), or nothing while something it needs is missing. */
  valeur: (faits: Faits, nom: string, poses?: ReadonlyMap<string, Valeur>) => Evaluation['valeur']
  /** The aid, where the call computes it: from all facts but those that hold it. */
  aide: (faits: Faits) => AideCalculee | undefined
  /** What the condition of a body says of these facts; nothing while it lacks something. Of a body that has one. */
  consulte: (faits: Faits, instance: string) => boolean | undefined
  /** The facts that it is computed from. */
  readonly lusParLAide: readonly string[]
  /** The tables of the form with what is worked out of their lines, by id. */
  tableaux: (faits: Faits) => ReadonlyMap<string, TableauEvalue>
}

function verdict(r: ReglePrete, l: Lecture, usage: Usage, formulaire: string | undefined): Verdict {
  const { resultat, explication, constat = explication, manquants = [], controle, noms, champ = r.regle.champ, lignes } = issueDe(r, l)
  return {
    regle: r.regle.id,
    titre: r.regle.titre,
    resultat,
    explication: usage === 'instruction' ? constat : explication,
    constat,
    clauses: controle?.clauses && controle.clauses.length > 0 ? [...controle.clauses] : r.regle.clauses,
    bloquant: resultat === 'non_respectee' || resultat === 'a_completer' || (resultat === 'autre_appel' && controle?.bloquant === true),
    etape: r.regle.etapes?.get(formulaire ?? '') ?? r.regle.etape,
    ...(champ === undefined ? {} : { champ }),
    entrees: l.entrees(noms),
    manquants,
    ...(controle?.lien ? { lien: controle.lien } : {}),
    ...(r.autres ? { autres: r.autres } : {}),
    ...(lignes ? { lignes } : {}),
  }
}

function visibiliteDe(appel: Appel, { conditions }: Analyse, { lire }: Lecture): Visibilite {
  const vraie = (c: Condition | undefined) => c === undefined || lire(c.cle).valeur === true
  const codes = <T>(liste: readonly T[], genre: string, cle: (t: T) => string) =>
    new Set(liste.map(cle).filter(c => vraie(conditions.get(`${genre}:${c}`))))
  const pieces = codes(appel.pieces, 'piece', p => p.code)
  return {
    questions: codes(
      appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions)),
      'question',
      (q: Question) => q.id,
    ),
    pieces,
    piecesObligatoires: new Set(appel.pieces.filter(p => p.obligatoire && pieces.has(p.code)).map(p => p.code)),
    engagements: codes(appel.engagements, 'engagement', e => e.code),
    criteres: codes(appel.criteres.liste, 'critere', c => c.code),
    avis: new Map(
      appel.avis.flatMap(({ code }): [string, 'oui' | 'a_verifier'][] => {
        const c = conditions.get(`avis:${code}`)
        const valeur = c ? lire(c.cle).valeur : true
        return valeur === false ? [] : [[code, valeur === true ? 'oui' : 'a_verifier']]
      }),
    ),
  }
}

const VUES_GARDEES = 200

/** Compiles the rules of a checked call. Takes some 30 ms: keep the result (`preparerRegles` does). */
export function compilerRegles(appel: Appel): ReglesPretes {
  const analyse = analyser(appel)
  const premiere = analyse.erreurs[0]
  if (premiere) throw new Error(`call « ${appel.slug} » was not checked: ${premiere.chemin.join('.')}: ${premiere.message}`)
  const lier = compiler(analyse.corps)
  // the verdicts, the questions and the gaps of one dossier are asked one after another: they share one binding, the last made
  let derniere: { faits: Faits; l: Lecture } | undefined
  const lectureDe = (faits: Faits) => {
    if (derniere?.faits !== faits) derniere = { faits, l: lecture(appel, analyse, faits, { lier }) }
    return derniere.l
  }
  // what a form shows hangs on a few answers: while the others are typed, it is what it was
  const lus = new Set(
    faitsLus(
      analyse.corps,
      [...analyse.conditions.values()].map(c => c.cle),
    ),
  )
  const vues = new Map<string, Visibilite>()
  const totalisees = [...lus].some(nom => analyse.agregats.has(nom))
  const visibilite = (faits: Faits) => {
    const valeurs = totalisees ? lectureDe(faits).valeurs() : valeursDe(appel, faits, lus)
    const cle = JSON.stringify(Array.from(lus, nom => valeurs.get(nom) ?? null))
    const vue = vues.get(cle) ?? visibiliteDe(appel, analyse, lectureDe(faits))
    if (vues.size >= VUES_GARDEES) vues.clear()
    vues.set(cle, vue)
    return vue
  }
  const manques = (faits: Faits) => manquesDe(appel, faits, visibilite(faits))
  return {
    appel,
    evaluer: (faits, usage, autres = []) => {
      const l = lectureDe(faits)
      const formulaire = formulaireDe(appel, faits)
      const verdicts = [
        ...analyse.regles.filter(r => r.regle.usages.includes(usage)).map(r => verdict(r, l, usage, formulaire?.code)),
        ...(usage === 'simulateur' || analyse.tableaux.size === 0
          ? []
          : verdictsDesTableaux(formulaire, visibilite(faits).questions, l.tableaux().evalues)),
      ]
      const manquants = usage === 'simulateur' ? [] : [...autres, ...manques(faits)]
      const reste = completude(appel, manquants, verdicts)
      return [...verdicts, ...reste].sort((a, b) => RESULTATS.indexOf(a.resultat) - RESULTATS.indexOf(b.resultat))
    },
    auSeuil: (faits, regle, poses) => {
      const r = analyse.regles.find(x => x.regle.id === regle && x.regle.usages.includes('depot'))
      // the engine holds one binding: the last reading is no longer bound to it
      derniere = undefined
      return r && verdict(r, lecture(appel, analyse, faits, { lier, poses }), 'depot', formulaireDe(appel, faits)?.code)
    },
    visibilite,
    manques,
    valeur: (faits, nom, poses) => {
      if (!poses) return lectureDe(faits).lire(nom).valeur
      derniere = undefined
      return lecture(appel, analyse, faits, { lier, poses }).lire(nom).valeur
    },
    consulte: (faits, instance) => lectureDe(faits).lire(analyse.instances.get(instance)!.cle).valeur as boolean | undefined,
    lusParLAide: analyse.aide ? faitsLus(analyse.corps, [analyse.aide.cle]) : [],
    aide: faits => analyse.aide && calculerAide(appel, analyse, analyse.aide, lectureDe(faits)),
    tableaux: faits => lectureDe(faits).tableaux().evalues,
  }
}
