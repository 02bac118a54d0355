/** What a DPU-hour costs: the price list as a port, and the rates that sessions are given. */
@NullMarked
package io.gluethread.cost.price;

import org.jspecify.annotations.NullMarked;
