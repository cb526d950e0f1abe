import { chemin } from './chemin.ts'

/** Where a call is written, tried and read again before it is published. */
export const STUDIO = {
  studio: {
    accueil: '/studio',
    reprise: '/studio/reprise',
    modele: '/studio/modele',
    brouillon: chemin('/studio/:brouillon'),
    section: chemin('/studio/:brouillon/:section'),
    /** A place of a section: a line of a list, a group. */
    lieu: (section: string, lieu: string) => (lieu ? `${section}?${new URLSearchParams({ lieu })}` : section),
    presence: chemin('/studio/:brouillon/presence'),
    /** A rule as its sentences (`rang` from 1), a new one from the catalogue, and a condition at a place (`?lieu=`). */
    regle: chemin('/studio/:brouillon/regles/:rang'),
    regleNeuve: chemin('/studio/:brouillon/regles/nouvelle'),
    condition: chemin('/studio/:brouillon/condition'),
    /** One letter, act or délibération, and what it gives for a test dossier. */
    ecrit: chemin('/studio/:brouillon/textes/:ecrit'),
    documentEcrit: chemin('/studio/:brouillon/textes/:ecrit/apercu'),
    retour: chemin('/studio/:brouillon/retour'),
    texte: chemin('/studio/:brouillon/texte'),
    fichier: chemin('/studio/:brouillon/appel.yml'),
    version: chemin('/studio/:brouillon/version'),
    abandon: chemin('/studio/:brouillon/abandon'),
    relectures: chemin('/studio/:brouillon/relectures'),
    /** Whoever was asked to read a draft finds it here, whatever their role. */
    relecture: chemin('/relectures/:relecture'),
    pageRelue: chemin('/relectures/:relecture/page'),
    retraitRelecture: chemin('/relectures/:relecture/retrait'),
    /** The test dossiers: one more, one from a filed dossier, what one expects, the thresholds that somebody has read. */
    nouvelEssai: chemin('/studio/:brouillon/essais/nouveau'),
    essaiDuDossier: chemin('/studio/:brouillon/essais/dossier'),
    attente: chemin('/studio/:brouillon/essais/attente'),
    seuils: chemin('/studio/:brouillon/essais/seuils'),
    /** What the public, a porteur would see of it. */
    apercu: chemin('/studio/:brouillon/apercu'),
    apercuQuestions: chemin('/studio/:brouillon/apercu/questions/:formulaire'),
    apercuSimulateur: chemin('/studio/:brouillon/apercu/simulateur'),
    apercuResultat: chemin('/studio/:brouillon/apercu/simulateur/resultat'),
    apercuFormulaire: chemin('/studio/:brouillon/apercu/formulaire'),
    apercuEtape: chemin('/studio/:brouillon/apercu/formulaire/:etape'),
    apercuDepot: chemin('/studio/:brouillon/apercu/depot'),
    apercuAccuse: chemin('/studio/:brouillon/apercu/accuse.pdf'),
  },
} as const
