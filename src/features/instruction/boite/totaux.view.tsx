import type { Child } from 'hono/jsx'
import { formatEuros } from '../../../lib/euros.ts'
import { nombreDossiers } from '../groupe/groupe.rules.ts'

/** `partiel`: each figure is at least that, and `exacts` is where all are counted. Cents. */
export type TotauxDits = {
  nombre: number
  cout: number
  aide: number
  enRetard: number
  partiel: boolean
  exacts: string | undefined
}

/** The line above the rows, where the bar of acts comes once some are ticked: what the list amounts to, and its tools. */
export const Total = ({ totaux: t, children }: { totaux: TotauxDits; children: Child }) => (
  <div class="gt-file-total">
    <p>
      <strong>
        {t.partiel && 'au moins '}
        {nombreDossiers(t.nombre)}
      </strong>
      {t.nombre > 0 && (
        <>
          {' '}
          · <span title={`Coût global\u00a0: ${formatEuros(t.cout)}`}>{formatEuros(t.aide)} demandés</span>
        </>
      )}
      {t.enRetard > 0 && (
        <>
          {' '}
          · <strong class="gt-retard">{t.enRetard} en retard</strong>
        </>
      )}
      {t.exacts && (
        <>
          {' '}
          · longue liste, comptée en partie. <a href={t.exacts}>Compter toute la liste</a>
        </>
      )}
    </p>
    <div class="gt-file-outils">{children}</div>
  </div>
)
