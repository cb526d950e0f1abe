import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { Barres } from '../../../ui/plots/barres.tsx'
import { Cle, Motifs } from '../../../ui/plots/dessin.tsx'

/** What the call has to give, what the other finished reports of the reader propose of it, what this one does. Cents. */
export type EnveloppeVue = { total: number; autres: { nombre: number; montant: number }; cette: number | null }

const euros = (c: number) => formatEuros(c)

/** The envelope of the call against what is proposed so far; what the reader may not read is not in it, and it says so. */
export const Enveloppe = ({ total, autres, cette }: EnveloppeVue) => {
  const reste = total - autres.montant - (cette ?? 0)
  const phrase = reste < 0 ? `dépassée de ${euros(-reste)}` : `il reste ${euros(reste)}`
  return (
    <div class="gt-enveloppe">
      <h3 class="fr-text--sm" id="enveloppe-titre">
        Enveloppe et fiches de votre périmètre
      </h3>
      <Motifs />
      <Barres
        id="enveloppe"
        titre={`Enveloppe de ${euros(total)}`}
        desc={`Autres fiches terminées ${euros(autres.montant)}, cette fiche ${euros(cette ?? 0)}, ${phrase}.`}
        barres={[{ libelle: 'Enveloppe de l’appel', dite: euros(total), parts: [autres.montant, cette ?? 0, Math.max(reste, 0)] }]}
        max={Math.max(total, autres.montant + (cette ?? 0))}
        motifs={['plein', 'diagonales', 'vide']}
      />
      <Cle
        signes={[
          { signe: 'plein', libelle: 'autres fiches terminées' },
          { signe: 'diagonales', libelle: 'cette fiche' },
          { signe: 'vide', libelle: 'reste' },
        ]}
      />
      <dl class="gt-chiffres">
        <div>
          <dt>{autres.nombre > 1 ? `${formatNombre(autres.nombre)} autres fiches terminées` : `${autres.nombre} autre fiche terminée`}</dt>
          <dd>{euros(autres.montant)}</dd>
        </div>
        <div>
          <dt>Cette fiche, enregistrée</dt>
          <dd>{cette === null ? 'à dire' : euros(cette)}</dd>
        </div>
        <div>
          <dt>{reste < 0 ? 'Dépassement' : 'Reste'}, hors fiches des autres référents</dt>
          <dd>{euros(Math.abs(reste))}</dd>
        </div>
      </dl>
    </div>
  )
}
