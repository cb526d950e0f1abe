import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DECRET } from './decret.rules.ts'

const lire = (f: string) => readFileSync(f, 'utf8')
const PRODUIT = globSync('src/features/**/*.{ts,tsx}').filter(f => !/\.test\.|\/test\/|decret\/(?!projet)/.test(f))
/** What asks the decree: the question itself, and what locks the object of an act before asking it. */
const DEMANDE =
  /\b(peut|peutIci|peutUnJour|peutRemplir|peutOuvrir|peutSurBilan|peutRetirer|instruitPour|pageDeLActe|seancePour|dossierPour|suiviPour|bilanPour|pieceOuverte|ouvrirScenarios?|preparerGrille|dossierAAssocier|ouvrirBilan|aTrancher)\(/

test('un droit que rien ne demande n’est pas au décret', () => {
  const demandeurs = PRODUIT.map(lire).filter(t => DEMANDE.test(t))
  expect(demandeurs.length).toBeGreaterThan(50)
  const jamais = Object.entries(DECRET).flatMap(([objet, table]) =>
    Object.keys(table).flatMap(acte => (demandeurs.some(t => t.includes(`'${acte}'`)) ? [] : [`${objet}.${acte}`])),
  )
  expect(jamais).toEqual([])
})

/** Acts written to the journal that ask the decree nothing, and why. */
const AUTREMENT: Readonly<Record<string, string>> = {
  'agents/guichet/inviter-agent.ts': 'l’administrateur seul, à son adresse, tant qu’il l’est',
  'agents/guichet/redemander-facteur.ts': 'l’administrateur seul, à son adresse, tant qu’il l’est',
  'agents/guichet/suivre-invitation.ts': 'l’administrateur seul, à son adresse\u00a0; ou qui a reçu le lien',
  'agents/guichet/suspendre.ts': 'l’administrateur seul, à son adresse, et jamais lui-même',
  'agents/guichet/titrer.ts': 'l’administrateur seul, à son adresse, tant qu’il l’est',
  'agents/vue/commencer.ts': 'l’administrateur seul, à son adresse\u00a0; ce qu’il lit ensuite demande pour deux',
  'agents/dater.ts': 'l’administrateur seul, à son adresse',
  'agents/designer.ts': 'l’administrateur seul, à son adresse',
  'agents/finir-fonctions.ts': 'l’administrateur seul, à son adresse',
  'agents/nommer.ts': 'l’administrateur seul, à son adresse, et jamais lui-même',
  'agents/reprendre.ts': 'l’administrateur seul, à son adresse',
  'agents/retirer-designation.ts': 'l’administrateur seul, à son adresse',
  'appels/publication/programmer.ts': 'l’administrateur seul, à son adresse\u00a0; un appel n’est pas un dossier',
  'appels/publication/reprendre.ts': 'l’administrateur seul, à son adresse\u00a0; un appel n’est pas un dossier',
  'comite/seance/creer.ts': 'une séance à faire n’a pas d’état\u00a0: l’administrateur seul, à son adresse',
  'complements/noter-lecture.ts': 'lire n’est pas un acte\u00a0: la page vient de s’ouvrir à qui la lit',
  'complements/service/faire-tomber.ts': 'suit l’acte qui ferme l’intention, et qui a demandé au décret',
  'complements/service/ecrire-demande.ts': 'écrit ce que l’acte qui l’appelle a demandé au décret',
  'comptes/prolonger.ts': 'chacun sur sa session',
  'conservation/emport.ts': 'chacun sur ses données',
  'demo/actes-inventes.ts': 'joue les actes des autres, qui demandent',
  'enveloppes/mouvements/noter-infectee.ts': 'note ce que l’envoi, qui a demandé, vient d’apprendre',
  'espace/creer.ts': 'un brouillon à faire n’a pas d’état\u00a0: un membre actif de la structure',
  'fermetures/rouvrir.ts': 'l’administrateur seul, à son adresse\u00a0; un appel n’est pas un dossier',
  'instruction/boite/choisir-colonnes.ts': 'chacun sur ses réglages',
  'instruction/boite/exporter.ts': 'le périmètre est dans la requête',
  'instruction/boite/garder-vue.ts': 'chacun sur ses réglages',
  'instruction/boite/regler-file.ts': 'chacun sur ses réglages',
  'instruction/boite/renommer-vue.ts': 'chacun sur ses réglages',
  'instruction/boite/retirer-vue.ts': 'chacun sur ses réglages',
  'instruction/groupe/lancer.ts': 'chaque dossier demande à son tour, quand la tâche le joue',
  'instruction/interims/finir-interim.ts': 'chacun sur ses absences, l’administrateur sur celles de tous',
  'instruction/interims/poser-interim.ts': 'chacun sur ses absences, l’administrateur sur celles de tous',
  'instruction/rapport/fiches.ts': 'le périmètre est dans la requête',
  'instruction/releve/annoncer.ts': 'l’administrateur seul, à son adresse\u00a0; un appel n’est pas un dossier',
  'instruction/releve/defaire.ts': 'l’administrateur seul, à son adresse\u00a0; un appel n’est pas un dossier',
  'journal/ecran/exporter.ts': 'son adresse a demandé au décret',
  'notifications/confirmer.ts': 'l’administrateur seul, à son adresse\u00a0; un conflit d’intérêts refuse',
  'notifications/demander-envois.ts': 'l’administrateur seul, à son adresse',
  'notifications/suites/corriger.ts': 'l’administrateur seul, à son adresse\u00a0; un conflit d’intérêts refuse',
  'notifications/suites/retenir-rang.ts': 'l’administrateur seul, à son adresse\u00a0; un conflit d’intérêts refuse',
  'ordre/ranger.ts': 'la lecture de l’ordre, qui le verrouille, a demandé',
  'pieces/noter-infection.ts': 'note ce que l’envoi, qui a demandé, vient d’apprendre',
  'preselections/service/annoncer.ts': 'l’administrateur seul, à son adresse\u00a0; un dossier dans lequel il a un intérêt refuse',
  'studio/relecture/demander-relecture.ts': 'l’administrateur seul, à son adresse\u00a0; un appel n’est pas un dossier',
  'studio/relecture/rendre-relecture.ts': 'la personne à qui la relecture est demandée, et elle seule',
  'suivi/portefeuille/feuilles.ts': 'le périmètre est dans la requête',
  'suivi/scans/recevoir-scan.ts': 'un scan n’est d’aucun dossier encore\u00a0: ce qu’il classe demande, acte par acte',
  'suivi/versements/solder.ts': 'écrit ce que l’acte qui l’appelle a demandé au décret',
}

test('un acte qui ne demande rien au décret dit pourquoi', () => {
  const sansQuestion = PRODUIT.filter(f => {
    const t = lire(f)
    return t.includes('ContexteActeur') && t.includes('journaliser(tx') && !DEMANDE.test(t)
  })
  expect(sansQuestion.map(f => f.replace('src/features/', '')).sort()).toEqual(Object.keys(AUTREMENT).sort())
})
