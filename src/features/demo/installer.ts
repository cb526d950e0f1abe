import type { Deps } from '../../http.ts'

export async function installerDemonstration(_d: Deps): Promise<void> {}
