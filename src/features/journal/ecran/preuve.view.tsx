import { formatInstant } from '../../../lib/dates.ts'
import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { BoutonPost } from '../../../ui/form.tsx'
import type { Preuve } from '../preuve/preuve.queries.ts'

/** Four digits by four: read aloud, compared by eye. */
const lisible = (e: string) => `${e.slice(0, 4)} ${e.slice(4, 8)} ${e.slice(8, 12)} … ${e.slice(-4)}`

/** Whether the chain is whole, as it was found, up to which rank, and what stands outside of the guichet to compare it with. */
export const PreuveVue = ({ preuve: p }: { preuve: Preuve }) => {
  const rompue = p.rompue !== null
  return (
    <section class={`gt-preuve${rompue ? ' gt-preuve--rompue' : ''}`} aria-label="Preuve du journal">
      <dl>
        <div>
          <dt class="gt-preuve__etat">{rompue ? 'Chaîne rompue' : p.verifieeLe ? 'Chaîne intacte' : 'Chaîne à vérifier'}</dt>
          <dd>
            {p.enCours
              ? 'vérification en cours'
              : p.verifieeLe
                ? `vérifiée le ${formatInstant(p.verifieeLe)}`
                : 'elle se vérifie d’elle-même chaque nuit'}
          </dd>
        </div>
        {p.rang !== null && <Terme terme={rompue ? 'Sûr jusqu’au rang' : 'Vérifiée jusqu’au rang'}>{formatNombre(p.rang)}</Terme>}
        {p.tete && <Terme terme="Rang de la tête">{formatNombre(p.tete.rang)}</Terme>}
        {p.tete && (
          <Terme terme="Empreinte de la tête">
            <code title={p.tete.empreinte}>{lisible(p.tete.empreinte)}</code>
          </Terme>
        )}
        {p.ancre && (
          <Terme terme="Dernière ancre publiée">
            <a href={paths.journal.ancrages}>
              rang&nbsp;{formatNombre(p.ancre.rang)}, le {formatInstant(p.ancre.prisLe)}
            </a>
          </Terme>
        )}
      </dl>
      <BoutonPost action={paths.administration.journalVerification}>
        {p.tete ? `Vérifier les ${formatNombre(p.tete.rang)}\u00a0actes` : 'Vérifier le journal'}
      </BoutonPost>
      {p.rompue && (
        <p class="gt-preuve__rupture">
          Constat&nbsp;: {p.rompue}. Le guichet reste ouvert. Prévenez l’exploitant du site, comparez avec les{' '}
          <a href={paths.journal.ancrages}>ancres publiées</a>, et gardez une copie de la base avant toute réparation.
        </p>
      )}
    </section>
  )
}

const Terme = ({ terme, children }: { terme: string; children: unknown }) => (
  <div>
    <dt>{terme}</dt>
    <dd>
      <strong>{children as string}</strong>
    </dd>
  </div>
)
