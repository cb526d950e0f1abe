import { Cle, Motifs } from '../../../ui/plots/dessin.tsx'
import { Periodes } from '../../../ui/plots/periodes.tsx'
import { type Frise, SIGNES } from './frise.donnees.ts'

/** The calendar drawn beside its dates: read again at each saving. */
export const FriseDuCalendrier = ({ frise }: { frise: Frise | undefined }) => (
  <div class="gt-studio__dates" data-guide="frise">
    {frise ? (
      <>
        <Motifs />
        <Periodes
          id="frise"
          titre="Le calendrier de l’appel"
          desc={frise.desc}
          periodes={frise.periodes}
          tics={frise.tics}
          reperes={frise.aujourdhui ? [frise.aujourdhui] : []}
        />
        <Cle
          signes={[
            { signe: frise.periodes.some(p => p.sansFin) ? 'clair' : 'plein', libelle: 'dépôt' },
            ...frise.signes.map(s => ({ signe: SIGNES[s].signe, libelle: SIGNES[s].mot })),
          ]}
        />
      </>
    ) : (
      <p class="fr-hint-text">Aucune date encore. Le calendrier se dessine ici dès la première.</p>
    )}
  </div>
)
