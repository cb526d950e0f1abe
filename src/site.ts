import { aRole, type Contexte, estAgent, structuresActives } from './contexte.ts'
import { motNonLus } from './features/messages/index.ts'
import { instruit } from './features/perimetre/index.ts'
import { mentionAccessibilite } from './features/site/index.ts'
import type { Deps } from './http.ts'
import { formatHeure, formatJourSemaine } from './lib/dates.ts'
import { paths } from './paths.ts'
import { phraseDePreparation } from './preparation.tsx'
import type { Site } from './ui/site.ts'

/** What every page shows around its content, for this person at this instant; `nonLus` messages wait in their space. */
export function siteDe(d: Deps, ctx: Contexte, chemin: string, nonLus = 0): Site {
  const { guichet } = d.config
  const { acteur } = ctx
  // whoever administers reaches the money by its call
  const direction = aRole(acteur, 'direction') && !aRole(acteur, 'administrateur')
  const rubrique = rubriqueDe(chemin)
  const ici = direction ? rubriqueDeLaDirection(chemin, rubrique) : rubrique
  const journee = acteur?.enVue ? [] : [{ libelle: 'Ma journée', href: paths.instruction.journee }]
  const nav = [
    ...(acteur && !estAgent(acteur)
      ? [
          { libelle: 'Mon espace', href: paths.espace, compte: motNonLus(nonLus) },
          { libelle: 'Mes bilans', href: paths.bilans.liste },
        ]
      : []),
    ...(aRole(acteur, 'referent_departemental', 'referent_regional', 'administrateur', 'direction')
      ? [
          ...(acteur && instruit(acteur.roles) ? journee : []),
          { libelle: 'Dossiers', href: paths.instruction.file },
          { libelle: 'Tableau de bord', href: paths.instruction.bord },
          { libelle: 'Suivi', href: paths.suivi.portefeuille },
          ...(aRole(acteur, 'referent_departemental', 'referent_regional', 'administrateur')
            ? [{ libelle: 'Rattachements', href: paths.instruction.appartenances }]
            : []),
        ]
      : aRole(acteur, 'membre_comite', 'lecteur')
        ? [
            ...journee,
            { libelle: 'Tableau de bord', href: paths.instruction.bord },
            ...(aRole(acteur, 'lecteur') ? [{ libelle: 'Suivi', href: paths.suivi.portefeuille }] : []),
          ]
        : aRole(acteur, 'signataire')
          ? journee
          : []),
    ...(aRole(acteur, 'membre_comite', 'administrateur') ? [{ libelle: 'Comité', href: paths.comite.accueil }] : []),
    ...(aRole(acteur, 'signataire')
      ? [
          { libelle: 'À signer', href: paths.signatures.aSigner },
          { libelle: 'Signatures', href: paths.signatures.accueil },
        ]
      : []),
    ...(direction
      ? [
          { libelle: 'Enveloppes', href: paths.administration.toutesEnveloppes },
          { libelle: 'Journal', href: paths.administration.journal },
        ]
      : []),
    ...(aRole(acteur, 'administrateur')
      ? [
          { libelle: 'Studio', href: paths.studio.accueil },
          { libelle: 'Administration', href: paths.administration.appels },
          { libelle: 'Dérogations', href: paths.administration.derogations },
        ]
      : []),
    { libelle: 'Appels à projets', href: paths.appels.liste },
    // one line of menu on a desk: whoever runs the guichet has it on the page of each call
    ...(aRole(acteur, 'administrateur') ? [] : [{ libelle: 'Suis-je éligible\u202f?', href: paths.eligibilite.choisir }]),
    // whoever works here has a menu of their own, as long as a line
    ...(estAgent(acteur)
      ? []
      : [
          { libelle: 'Projets aidés', href: paths.projetsAides() },
          { libelle: 'Suivre l’argent', href: paths.argent.accueil },
        ]),
    { libelle: 'Aide et contacts', href: paths.aide },
  ]
  const structure = structuresActives(acteur)[0]
  return {
    nom: guichet.nom,
    sousTitre: guichet.sousTitre,
    blocMarque: guichet.theme === 'etat' ? guichet.blocMarque : null,
    theme: guichet.theme,
    assets: d.assets(guichet.theme),
    services: estAgent(acteur) || chemin === paths.dev.composants,
    argent: /^\/(projets-aides|p|suivre-l-argent|donnees\/projets|dev)(\/|$)/.test(chemin),
    porteur: /^\/(mon-espace|dossiers|partenariats|commencer|eligibilite|appels\/[^/]+\/eligibilite|studio|relectures|dev)(\/|$)/.test(
      chemin,
    ),
    comite: /^\/(comite|ecran)(\/|$)/.test(chemin),
    studio: /^\/(studio|relectures|administration|instruction\/comparaison)(\/|$)/.test(chemin),
    nav: nav.map(n => ({ ...n, courant: n.href === ici })),
    accessibilite: mentionAccessibilite(),
    pied: `Ce guichet publie les appels à projets, reçoit les dossiers et rend compte de l’usage des aides. Territoire\u00a0: ${guichet.territoire.nom}.`,
    ...(acteur ? { compte: { libelle: structure?.nom ?? acteur.nom }, session: acteur.session } : {}),
    ...(acteur?.enVue ? { vue: { nom: acteur.nom, minutes: Math.max(1, Math.ceil(acteur.enVue.resteS / 60)) } } : {}),
    ...(d.config.demonstration ? { demo: { phrase: phraseDemo(d, ctx) } } : {}),
  }
}

/** The direction reads the money and the journal, each by an entry of its own. */
const rubriqueDeLaDirection = (chemin: string, rubrique: string | undefined) => {
  if (chemin.startsWith(paths.administration.journal)) return paths.administration.journal
  return rubrique === paths.administration.appels ? paths.administration.toutesEnveloppes : rubrique
}

/** The entry of the menu that a page belongs to. */
function rubriqueDe(chemin: string): string | undefined {
  if (/^\/appels\/[^/]+\/eligibilite/.test(chemin)) return paths.eligibilite.choisir
  if (chemin.startsWith(paths.instruction.appartenances)) return paths.instruction.appartenances
  if (chemin.startsWith(paths.administration.agents)) return paths.administration.appels
  if (chemin === paths.administration.toutesEnveloppes) return paths.administration.appels
  if (chemin.startsWith(paths.instruction.bord) || chemin.startsWith(paths.instruction.comparaison)) return paths.instruction.bord
  if (chemin.startsWith(paths.bilans.liste) || /^\/dossiers\/[^/]+\/(suivi|bilans\/)/.test(chemin)) return paths.bilans.liste
  const rubriques = [
    paths.espace,
    paths.instruction.journee,
    paths.instruction.boite,
    paths.suivi.portefeuille,
    paths.comite.accueil,
    paths.signatures.aSigner,
    paths.signatures.accueil,
    paths.studio.accueil,
    paths.administration.appels,
    paths.administration.derogations,
    paths.appels.liste,
    paths.eligibilite.choisir,
    paths.projetsAides(),
    paths.argent.accueil,
    paths.aide,
  ]
  if (/^\/p\//.test(chemin) || /^\/appels\/[^/]+\/laureats/.test(chemin)) return paths.projetsAides()
  if (chemin.startsWith(paths.dossiers.voir(''))) return paths.espace
  if (chemin.startsWith(paths.administration.reglages) || chemin.startsWith(paths.administration.journal))
    return paths.administration.appels
  const trouvee = rubriques.find(r => chemin === r || chemin.startsWith(`${r}/`))
  return trouvee === paths.instruction.boite ? paths.instruction.file : trouvee
}

const phraseDemo = (d: Deps, { instant, acteur }: Contexte) => {
  const preparation = d.preparation?.()
  if (preparation) return phraseDePreparation(preparation)
  return `Nous sommes le ${formatJourSemaine(instant)}, ${formatHeure(instant)}.${acteur ? ` Vous êtes\u00a0: ${(acteur.enVue?.par ?? acteur).nom}.` : ''}`
}
