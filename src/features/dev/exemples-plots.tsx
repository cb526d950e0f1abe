import { Barres } from '../../ui/plots/barres.tsx'
import { Colonnes } from '../../ui/plots/colonnes.tsx'
import { Cle, MOTIFS, Motifs } from '../../ui/plots/dessin.tsx'
import { Etendues } from '../../ui/plots/etendues.tsx'
import { Marches } from '../../ui/plots/marches.tsx'
import { Exemple } from './exemple.tsx'

const PAR_JOUR = [0, 2, 1, 0, 3, 5, 2, 4, 12, 33, 52]
const CUMULS = PAR_JOUR.map((_, i) => PAR_JOUR.slice(0, i + 1).reduce((s, n) => s + n, 0))
const TICS = [
  { place: 0, libelle: '7\u00a0sept.', ancre: 'start' as const },
  { place: 1, libelle: '17', ancre: 'end' as const },
]

export const ExemplesPlots = () => (
  <>
    <Motifs />
    <Exemple nom="Colonnes">
      <Colonnes
        id="x-jours"
        titre="Dossiers déposés par jour"
        desc="De 0 à 12 par jour, puis 33 le 16 et 52 le 17 septembre."
        valeurs={PAR_JOUR}
        unite="dossiers par jour"
        tics={TICS}
        reperes={[{ place: 0.82, libelle: 'J\u20112', ancre: 'middle' }]}
      />
    </Exemple>
    <Exemple nom="Marches">
      <Marches
        id="x-cumul"
        titre="Cumul des dossiers déposés"
        desc="62 dossiers après neuf jours."
        cumuls={CUMULS.slice(0, 9)}
        sur={11}
        unite="dossiers, cumul"
        tics={TICS}
      />
    </Exemple>
    <Exemple nom="Barres">
      <Barres
        id="x-volets"
        titre="Aide demandée par volet"
        desc={'Volet 1\u00a0: 1,20\u00a0M€. Volet 2\u00a0: 470\u00a0k€.'}
        barres={[
          { libelle: '1. Organisation', dite: '1,20\u00a0M€', parts: [1_200] },
          { libelle: '2. Compétences', dite: '470\u00a0k€', parts: [470] },
          { libelle: '3. Aucun dossier', dite: '0\u00a0€', parts: [0] },
        ]}
      />
      <Barres
        id="x-charge"
        titre="Dossiers par étape"
        desc="49 dossiers à traiter sur 80."
        barres={[{ libelle: 'Référente de la Haute-Corse', dite: '49 à traiter sur 80', parts: [6, 19, 6, 18, 8, 23] }]}
        max={100}
      />
      <Cle signes={MOTIFS.map((signe, i) => ({ signe, libelle: `Étape ${i + 1}` }))} />
    </Exemple>
    <Exemple nom="Etendues">
      <Etendues
        id="x-delais"
        titre="Délais en jours"
        desc="Médiane de 4 jours avant l’affectation, de 8 jours pour répondre."
        unite="jours"
        etendues={[
          { libelle: 'Relevé, puis affectation', dite: '4\u00a0j', bas: 1, mediane: 4, haut: 11, objectif: 10 },
          { libelle: 'Demande, puis réponse', dite: '8\u00a0j', bas: 3, mediane: 8, haut: 14 },
        ]}
      />
      <Cle
        signes={[
          { signe: 'mediane', libelle: 'médiane' },
          { signe: 'etendue', libelle: '8 dossiers sur 10' },
          { signe: 'objectif', libelle: 'objectif' },
          { signe: 'repere', libelle: 'date à voir' },
        ]}
      />
    </Exemple>
  </>
)
