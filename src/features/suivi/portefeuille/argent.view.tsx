import { formatEuros, formatEurosCourt } from '../../../lib/euros.ts'
import { Avance } from '../../../ui/plots/avance.tsx'
import { Cle } from '../../../ui/plots/dessin.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { axesDe } from './choix.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

const exact = (c: number) => formatEuros(c, { centimes: true })

/** The envelope as a bar, its figures under it: they sum to the whole, to the cent. */
export const Argent = ({ p: { argent: a, livre } }: { p: Portefeuille }) => {
  const faits = [
    { signe: 'plein' as const, mot: 'Consommé', valeur: a.consomme },
    { signe: 'diagonales' as const, mot: 'Engagé, pas encore consommé', valeur: a.engage },
    ...(livre ? [{ signe: 'vide' as const, mot: 'Reste libre', valeur: a.reste }] : []),
    ...(a.reserve > 0 ? [{ signe: 'tirets' as const, mot: 'En réserve', valeur: a.reserve }] : []),
    { signe: 'jalon' as const, mot: 'Consommation prévue', valeur: a.prevu },
    { signe: undefined, mot: 'Ordonné', valeur: a.ordonne },
    { signe: undefined, mot: 'Versé aux porteurs', valeur: a.verse },
  ]
  return (
    <section class="gt-suivi__argent" aria-labelledby="argent">
      <h2 class="fr-h6 fr-mb-1v" id="argent">
        {livre ? `L’enveloppe de ${formatEuros(a.montant)}` : `Les ${formatEuros(a.montant)} accordés aux projets que vous suivez`}
      </h2>
      <Avance
        total={a.montant}
        parts={[
          { valeur: a.consomme, motif: 'plein' },
          { valeur: a.engage, motif: 'diagonales' },
        ]}
        repere={a.prevu}
        hauteur={34}
      />
      <dl>
        {faits.map(f => (
          <div>
            <dt>
              {f.signe && <Cle signes={[{ signe: f.signe, libelle: f.mot }]} />}
              {!f.signe && f.mot}
            </dt>
            <dd>{exact(f.valeur)}</dd>
          </div>
        ))}
      </dl>
      {livre && a.attente > 0 && (
        <p class="gt-source">Dont {exact(a.attente)} engagés pour des dossiers qui ne sont pas encore suivis ici.</p>
      )}
    </section>
  )
}

/** The axes of a programme, and what this guichet runs of it. */
export const Axes = ({ p }: { p: Portefeuille }) => (
  <section aria-labelledby="axes">
    <h2 class="fr-h4" id="axes">
      {p.ensemble.libelle}
    </h2>
    <p class="gt-source">
      Les montants des axes sont nationaux. Ce guichet suit{' '}
      {p.livre ? `${formatEuros(p.livre.montant)} d’enveloppes` : 'ses propres appels'}&nbsp;:{' '}
      {p.ensemble.appels.map(a => a.appel.titre).join(', ')}.
    </p>
    <Tableau
      legende="Les axes du programme"
      legendeCachee
      dense
      lignes={axesDe(p.ensemble).filter(x => p.ensemble.genre === 'programme' || x.ici)}
      colonnes={[
        { titre: 'Axe', cellule: x => `${x.numero}. ${x.titre}` },
        { titre: 'Piloté par', cellule: x => x.pilote },
        { titre: 'Montant national', cellule: x => formatEurosCourt(x.montant).replace(',00', ''), num: true },
        { titre: 'Accordé par ce guichet', cellule: x => (x.ici ? exact(p.argent.consomme + p.argent.engage) : 'aucun appel'), num: true },
        { titre: 'Consommé', cellule: x => (x.ici ? exact(p.argent.consomme) : '–'), num: true },
      ]}
    />
  </section>
)
