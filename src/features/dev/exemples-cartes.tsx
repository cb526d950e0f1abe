import { Avance } from '../../ui/plots/avance.tsx'
import { Cumuls } from '../../ui/plots/cumuls.tsx'
import { Frise } from '../../ui/plots/frise.tsx'
import { Carte, type Lieu } from '../territoires/index.ts'
import { Exemple } from './exemple.tsx'

const lieu = (code: string, trace: string): Lieu => ({
  code,
  trace,
  x: 0,
  y: 0,
  point: [0, 0],
  geometrie: { type: 'MultiPolygon', coordinates: [] },
})
const FOND = {
  largeur: 400,
  hauteur: 240,
  departements: [lieu('2A', 'M100 20H380V220H100Z')],
  epci: [lieu('1', 'M120 40H240V200H120Z'), lieu('2', 'M240 40H360V200H240Z')],
  communes: [lieu('3', 'M140 60H200V120H140Z')],
}

/** Maps, and the bars that stand beside figures. */
export const ExemplesCartes = () => (
  <>
    <Exemple nom="Avance, Frise">
      <Avance
        total={100}
        parts={[
          { valeur: 45, motif: 'plein' },
          { valeur: 20, motif: 'diagonales' },
        ]}
        repere={30}
        hauteur={24}
      />
      <Frise avant={0.2} apres={0.6} limite={0.8} />
    </Exemple>
    <Exemple nom="Cumuls">
      <Cumuls
        id="x-cumuls"
        titre="Crédits consommés"
        desc={'40\u00a0k€ en juin, 90\u00a0k€ en septembre, 120\u00a0k€ prévus en décembre.'}
        dire={v => `${v}\u00a0k€`}
        cumuls={[
          { libelle: 'Juin', sous: 'relevé', plein: 40, hachure: 0, prevu: 30 },
          { libelle: 'Sept.', sous: 'relevé', plein: 70, hachure: 20, prevu: 60 },
          { libelle: 'Déc.', sous: 'à venir', plein: 0, hachure: 120, prevu: 120, prevision: true },
        ]}
      />
    </Exemple>
    <Exemple nom="Carte">
      <Carte
        fond={FOND}
        titre="Carte d’essai"
        desc="Deux projets."
        disques={[
          { n: 1, nom: '1. Une commune, 20\u00a0000\u00a0€', href: '#contenu', x: 170, y: 90, rayon: 22 },
          { n: 2, nom: '2. Un groupement, 40\u00a0000\u00a0€', href: '#contenu', x: 205, y: 110, rayon: 30 },
        ]}
        echelle={[{ rayon: 30, libelle: '40\u00a0000\u00a0€' }]}
      />
    </Exemple>
    <Exemple nom="Progression">
      <label for="x-avancement">12 lettres sur 40</label>
      <progress id="x-avancement" max={40} value={12} />
    </Exemple>
  </>
)
