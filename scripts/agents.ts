// `npm run agents`: who works in the guichet, call by call. `npm run agents -- donner COURRIEL ROLE --appel SLUG` gives a role for a call (several times for several, or
// `--tous-les-appels`; an administrateur has no call), `npm run agents -- retirer COURRIEL ROLE` takes it back; `npm run agents -- aide` says the rest. The guichet may be
// running. Ends with 1 when nothing was done, 2 when there is no guichet.
import { parseArgs } from 'node:util'
import { lireConfig } from '../src/config.ts'
import { enTransaction } from '../src/contexte.ts'
import { type Agent, agentsDe } from '../src/features/agents/agents.queries.ts'
import { donnerRole } from '../src/features/agents/donner-role.ts'
import { AIDE, direAgents, phraseRefus } from '../src/features/agents/lignes.ts'
import { direDates } from '../src/features/agents/personnes.mots.ts'
import { retirerRole } from '../src/features/agents/retirer-role.ts'
import { appelConnu } from '../src/features/appels/versions.queries.ts'
import { ouvrirGuichets } from './base.ts'

const lire = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        nom: { type: 'string' },
        appel: { type: 'string', multiple: true, default: [] },
        'tous-les-appels': { type: 'boolean', default: false },
        departements: { type: 'string', default: '' },
        volets: { type: 'string', default: '' },
        signature: { type: 'string' },
        autorite: { type: 'boolean', default: false },
        depuis: { type: 'string', default: '' },
        aide: { type: 'boolean', default: false },
      },
    })
  } catch (e) {
    console.error(`${(e as Error).message}\n\n${AIDE}`)
    process.exit(1)
  }
}
const { positionals, values } = lire()
const [geste = 'lister', courriel = '', role = ''] = positionals
if (values.aide || geste === 'aide') {
  console.log(AIDE)
  process.exit(0)
}
const liste = (v: string) => v.split(',').flatMap(x => x.trim() || [])

const { guichet } = lireConfig(process.env)
const { db, guichets, fermer } = await ouvrirGuichets()
const ici = guichets.find(g => g.nom === guichet.nom) ?? guichets[0]
if (!ici) {
  console.error('Cette base n’a pas encore de guichet : lancez le programme une fois.')
  process.exit(2)
}
const ctx = { db, guichetId: ici.id, acteur: null, instant: new Date() }
const dire = (r: { ok: true } | { ok: false; error: Parameters<typeof phraseRefus>[0] }, fait: string) => {
  if (r.ok) console.log(fait)
  else console.error(phraseRefus(r.error, { courriel, role, territoire: guichet.territoire.departements }))
  return r.ok ? 0 : 1
}

let code = 1
if (geste === 'lister') {
  const lus: { agents: Agent[]; titres: Map<string, string> } = await enTransaction(ctx, async tx => ({
    agents: await agentsDe(tx, ici.id),
    titres: new Map(
      (await tx.selectFrom('appel').select(['id', 'slug']).where('guichet_id', '=', ici.id).orderBy('slug').execute()).map(a => [
        a.id,
        a.slug,
      ]),
    ),
  }))
  for (const ligne of direAgents(lus.agents, lus.titres)) console.log(ligne)
  code = 0
} else if (geste === 'donner') {
  const appels = values['tous-les-appels'] ? ('tous' as const) : values.appel
  const [prenom = '', nom = '', qualite = '', service = ''] = (values.signature ?? '').split(';').map(x => x.trim())
  const fonction = { prenom, nom, qualite, service, depuis: values.depuis, enPropre: values.autorite }
  const saisie = { courriel, role, appels, departements: liste(values.departements), volets: liste(values.volets) }
  if (appels === 'tous' && values.appel.length > 0) console.error('Dites --appel ou --tous-les-appels, pas les deux.')
  else {
    const r = await donnerRole(
      ctx,
      { ...saisie, ...(values.nom ? { nom: values.nom } : {}), ...(values.signature === undefined ? {} : { fonction }) },
      {
        territoire: guichet.territoire.departements,
        lire: appelConnu,
      },
    )
    const suite = r.ok && r.value.nouveau ? ' Son compte est créé : qu’il demande un lien à la page de connexion.' : ''
    const ou = appels === 'tous' ? ' pour tous les appels, présents et à venir' : appels.length > 0 ? ` pour ${appels.join(', ')}` : ''
    const dates = r.ok && r.value.dates ? ` Ses dates ne changent pas : ${direDates(r.value.dates)}.` : ''
    code = dire(r, `${courriel} est maintenant ${role}${ou}.${dates}${suite}`)
  }
} else if (geste === 'retirer') {
  const { appel: appels } = values
  const fait = appels.length > 0 ? `${courriel} n’est plus ${role} pour ${appels.join(', ')}.` : `${courriel} n’est plus ${role}.`
  code = dire(await retirerRole(ctx, { courriel, role, appels }), fait)
} else console.error(`Geste inconnu : ${geste}.\n\n${AIDE}`)
await fermer()
process.exit(code)
